package dev.ordersaga.local.stepfunctions;

import dev.ordersaga.local.http.AwsError;

/**
 * What state machines and executions may be called.
 *
 * @see <a href="https://docs.aws.amazon.com/step-functions/latest/apireference/API_StartExecution.html">StartExecution, name</a>
 */
final class ResourceNames {

    static final int MAX_LENGTH = 80;

    private static final String REFUSED = "<>{}[]?*\"#%\\^|~`$&,;:/";

    private ResourceNames() {}

    static String checked(String name) {
        boolean fine = name.codePoints()
                .noneMatch(c -> REFUSED.indexOf(c) >= 0
                        || Character.isWhitespace(c)
                        || Character.isISOControl(c)
                        || (c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE)
                        || c == 0xFFFE
                        || c == 0xFFFF
                        || c == Character.MAX_CODE_POINT);
        if (!fine) {
            throw new AwsError("InvalidName", "Invalid Name: '" + name + "'");
        }
        return name;
    }
}
