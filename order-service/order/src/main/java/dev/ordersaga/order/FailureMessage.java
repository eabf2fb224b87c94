package dev.ordersaga.order;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What an error said to people. Lambda's Cause of a failed function is JSON, {@code {"errorMessage": …, "errorType": …, "stackTrace":
 * […]}}, and may have been cut; others are plain text, in which a stack trace may stand.
 */
final class FailureMessage {

    private static final Pattern MESSAGE = Pattern.compile("\"errorMessage\"\\s*:\\s*\"((?:[^\"\\\\]++|\\\\.)*+)");
    private static final Pattern OF_FUNCTION =
            Pattern.compile("^\\s*\\{\\s*\"(errorMessage|errorType|stackTrace|trace)\"");
    private static final Pattern ESCAPE = Pattern.compile("\\\\(u([0-9A-Fa-f]{4})|.)", Pattern.DOTALL);
    private static final Pattern FRAME = Pattern.compile(
            "\\s*(at [\\w$.<>/@-]+\\(.*|\\.\\.\\. \\d+ (more|common frames omitted)|(Caused by|Suppressed): .*)");

    private FailureMessage() {}

    /** The message of a Cause, without what only a debugger reads; empty where it has none. */
    static String of(String cause) {
        if (!OF_FUNCTION.matcher(cause).find()) {
            return withoutFrames(cause);
        }
        Matcher message = MESSAGE.matcher(cause);
        return message.find() ? withoutFrames(unescaped(message.group(1))) : "";
    }

    private static String withoutFrames(String text) {
        return text.lines().anyMatch(line -> FRAME.matcher(line).matches())
                ? text.lines().filter(line -> !FRAME.matcher(line).matches()).collect(Collectors.joining("\n"))
                : text;
    }

    private static String unescaped(String json) {
        return ESCAPE.matcher(json)
                .replaceAll(escape -> Matcher.quoteReplacement(
                        switch (escape.group(1).charAt(0)) {
                            case 'n' -> "\n";
                            case 't' -> "\t";
                            case 'r' -> "\r";
                            case 'b' -> "\b";
                            case 'f' -> "\f";
                            case 'u' ->
                                escape.group(2) == null
                                        ? ""
                                        : String.valueOf((char) Integer.parseInt(escape.group(2), 16));
                            default -> escape.group(1);
                        }));
    }
}
