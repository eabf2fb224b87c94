package dev.ordersaga.asl;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.core.TokenStreamLocation;

/** What is wrong with a text that is not JSON: for its author with line and column, and as Step Functions says it, with the text itself. */
final class JsonSyntax {

    /** The service shows no more of a definition than this. */
    private static final int SHOWN = 500;

    private static final Pattern MARKER = Pattern.compile("\\(start marker at \\[.*?; (line: \\d+, column: \\d+)]\\)");
    private static final Pattern TOKEN = Pattern.compile("Unrecognized token '(.*?)':.*", Pattern.DOTALL);

    /** The parser's own method, where a text passes one of its limits. */
    private static final Pattern METHOD = Pattern.compile(", from `[^`]*`");

    private final String definition;
    private final String reason;
    private final int line;
    private final int column;

    JsonSyntax(String definition, JacksonException failure) {
        TokenStreamLocation location = failure.getLocation();
        this.definition = definition;
        this.reason =
                METHOD.matcher(String.valueOf(failure.getOriginalMessage())).replaceAll("");
        this.line = location == null ? 1 : Math.max(1, location.getLineNr());
        this.column = location == null ? 1 : Math.max(1, location.getColumnNr());
    }

    String message() {
        String plain = MARKER.matcher(reason)
                .replaceAll(found -> "(start marker at " + found.group(1).replace(":", "") + ")");
        return "is not JSON: " + plain + " (line " + line + ", column " + column + ")";
    }

    /** In the words of the service's parser, which names the place behind what it stumbled over. */
    AwsWording asAws() {
        Matcher token = TOKEN.matcher(reason);
        int behind = token.matches()
                ? token.group(1).length()
                : reason.startsWith("Unexpected character") || reason.startsWith("Illegal") ? 1 : 0;
        String words = MARKER.matcher(reason)
                .replaceAll(found -> Matcher.quoteReplacement("(start marker at " + place(found.group(1)) + ")"))
                .replace("start property name", "start field name")
                .replace("Duplicate Object property \"", "Duplicate field '")
                .replaceFirst("(?s)^(Duplicate field '.*)\"$", "$1'");
        String place = place("line: " + line + ", column: " + (column + behind));
        return AwsWording.of(place, words + "\n at " + place);
    }

    private String place(String where) {
        int cut = definition.length() - SHOWN;
        return "[Source: (String)\"" + (cut <= 0 ? definition : definition.substring(0, SHOWN)) + "\""
                + (cut <= 0 ? "" : "[truncated " + cut + " chars]") + "; " + where + "]";
    }
}
