package dev.ordersaga.asl.expression;

import com.dashjoin.jsonata.JException;
import java.time.format.DateTimeParseException;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** What a failed evaluation is said to have thrown: a code of JSONata's catalogue with its words, where the library leaves them out too. */
final class JsonataMessages {

    private static final Pattern CODES_OF_FUNCTIONS = Pattern.compile("T041\\d|T1010|T2006|D30\\d\\d|D31\\d\\d|S0208");
    private static final Pattern COMPARISON = Pattern.compile("[<>]=?");
    private static final String INPUT = "For input string: ";
    private static final String EMPTY_PATTERN = "Second argument of replace function cannot be an empty string";

    private JsonataMessages() {}

    /**
     * The end of the sentence that names the expression.
     *
     * @param source the expression
     */
    static String of(RuntimeException failure, String source) {
        String message = String.valueOf(failure.getMessage());
        if (message.contains(EMPTY_PATTERN)) {
            return coded("D3010: " + EMPTY_PATTERN);
        }
        if (failure instanceof JException known) {
            return coded(known.getError() + ": " + words(known, source));
        }
        if (failure instanceof NumberFormatException && message.startsWith(INPUT)) {
            return coded("D3030: Unable to cast value to a number: " + message.substring(INPUT.length()));
        }
        if (failure instanceof DateTimeParseException unread) {
            return coded(
                    "D3110: The argument of the toMillis function must be an ISO 8601 formatted timestamp. Given \""
                            + unread.getParsedString() + "\"");
        }
        if (failure instanceof ClassCastException && source.contains("$sort(")) {
            return coded(
                    "D3070: The single argument form of the sort function can only be applied to an array of strings or an"
                            + " array of numbers.  Use the second argument to specify a comparison function");
        }
        return "threw an internal error during evaluation. " + message;
    }

    private static String coded(String codeAndWords) {
        return "threw an error during evaluation. " + codeAndWords;
    }

    /** The library's catalogue calls a function an Object, quotes an argument's position, and leaves an operator out. */
    private static String words(JException failure, String source) {
        String text = String.valueOf(failure.getMessage());
        if (CODES_OF_FUNCTIONS.matcher(String.valueOf(failure.getError())).matches()) {
            return text.replace(" Object ", " function ").replaceAll("rgument \"(\\d+)\"", "rgument $1");
        }
        if (!text.contains("{{token}}")) {
            return text;
        }
        String[] operators = COMPARISON
                .matcher(source)
                .results()
                .map(MatchResult::group)
                .distinct()
                .toArray(String[]::new);
        return operators.length == 1
                ? text.replace("{{token}}", "\"" + operators[0] + "\"")
                : text.replace(" operator {{token}}", " a comparison");
    }
}
