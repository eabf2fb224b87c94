package dev.ordersaga.local.stepfunctions;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a Task state asks for.
 *
 * @param service such as {@code lambda}, or {@code aws-sdk:dynamodb}; empty for what is not a service integration
 * @param action such as {@code invoke}
 * @param pattern how to wait: {@code .waitForTaskToken}, {@code .sync}, {@code .sync:2}, or empty for the answer alone
 */
record Resource(String service, String action, String pattern) {

    private static final Pattern INTEGRATION =
            Pattern.compile("arn:aws[a-z-]*:states:[^:]*:[^:]*:((?:aws-sdk:)?[^:.]+):([^:.]+)(\\.[^.]+)?");
    private static final Pattern FUNCTION = Pattern.compile("arn:aws[a-z-]*:lambda:[^:]+:[^:]+:function:.+");

    static Resource of(String arn) {
        Matcher integration = INTEGRATION.matcher(arn);
        if (integration.matches()) {
            String pattern = integration.group(3);
            return new Resource(integration.group(1), integration.group(2), pattern == null ? "" : pattern);
        }
        return new Resource(FUNCTION.matcher(arn).matches() ? "function" : "", "", "");
    }
}
