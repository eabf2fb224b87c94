package dev.ordersaga.asl.expression;

import com.jayway.jsonpath.JsonPathException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import tools.jackson.databind.JsonNode;

/**
 * The regular expressions in the filters of a path, as in {@code [?(@.name =~ /a.*b/i)]}. The library searches without a bound, so each
 * is tried on the texts of the document within one first.
 */
final class FilterRegexes {

    private static final Pattern IN_FILTER = Pattern.compile("=~\\s*+/((?:[^/\\\\]++|\\\\.)*+)/([dixmsuU]*+)");
    private static final long MAX_LOOKS = 20_000_000;

    private final List<Pattern> patterns;

    private FilterRegexes(List<Pattern> patterns) {
        this.patterns = List.copyOf(patterns);
    }

    /** Finds them; what is no regular expression is left to the library, which refuses it. */
    static FilterRegexes of(String path) {
        List<Pattern> patterns = new ArrayList<>();
        Matcher found = IN_FILTER.matcher(path);
        while (path.contains("=~") && found.find()) {
            try {
                patterns.add(Pattern.compile(
                        (found.group(2).isEmpty() ? "" : "(?" + found.group(2) + ")") + found.group(1)));
            } catch (PatternSyntaxException e) {
                // The library says so when it compiles the path.
            }
        }
        return new FilterRegexes(patterns);
    }

    /** @throws JsonPathException where one of them takes too long on a text of the document */
    void requireQuickOn(JsonNode document) {
        if (patterns.isEmpty()) {
            return;
        }
        if (document.isString()) {
            patterns.forEach(pattern -> requireQuick(pattern, document.stringValue()));
        }
        document.forEach(this::requireQuickOn);
    }

    private static void requireQuick(Pattern pattern, String text) {
        try {
            boolean unused = pattern.matcher(new LimitedText(text, MAX_LOOKS, FilterRegexes::tooLong))
                    .matches();
        } catch (StackOverflowError e) {
            throw tooLong();
        }
    }

    private static JsonPathException tooLong() {
        return new JsonPathException("a regular expression takes too long");
    }
}
