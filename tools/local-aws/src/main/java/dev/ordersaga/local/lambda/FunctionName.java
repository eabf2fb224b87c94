package dev.ordersaga.local.lambda;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A function as a caller names it: {@code name}, {@code account:function:name} or the ARN, each with or without a qualifier.
 *
 * @param qualifier a version or an alias; null: none given, which means {@code $LATEST}
 */
record FunctionName(String name, @Nullable String qualifier) {

    private static final Pattern FORMS = Pattern.compile("(?:(?:arn:aws[a-z-]*:lambda:[a-z0-9-]+:)?\\d{12}:function:)?"
            + "(?<name>[A-Za-z0-9_-]{1,140})(?::(?<qualifier>\\$LATEST|[A-Za-z0-9_-]{1,128}))?");

    /**
     * Reads a name.
     *
     * @throws InvocationRefused with 400 where it is none
     */
    static FunctionName parse(String text) {
        Matcher matcher = FORMS.matcher(text);
        if (!matcher.matches()) {
            throw new InvocationRefused(
                    400, "ValidationException", "'" + text + "' is no function name, partial ARN or ARN of a function");
        }
        return new FunctionName(matcher.group("name"), matcher.group("qualifier"));
    }

    /** The name as it can be read again. */
    String text() {
        return qualifier == null ? name : name + ":" + qualifier;
    }

    String qualifierOrLatest() {
        return qualifier == null ? VersionConfiguration.LATEST : qualifier;
    }
}
