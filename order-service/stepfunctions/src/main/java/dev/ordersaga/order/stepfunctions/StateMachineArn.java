package dev.ordersaga.order.stepfunctions;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Names the state machine that carries orders.
 *
 * @param value such as {@code arn:aws:states:eu-west-1:123456789012:stateMachine:order-saga}, with or without a version
 *     or an alias behind it
 */
public record StateMachineArn(String value) {

    private static final Pattern FORM =
            Pattern.compile("(arn:[\\w-]+:states:[\\w-]+:\\d{12}):stateMachine:([\\w-]{1,80})(:[\\w.-]+)?");

    public StateMachineArn {
        if (!FORM.matcher(value).matches()) {
            throw new IllegalArgumentException("not the ARN of a state machine: " + value);
        }
    }

    /** The ARN of its execution of a name; executions belong to the machine, whichever version they run. */
    String execution(String name) {
        Matcher parts = FORM.matcher(value);
        if (!parts.matches()) {
            throw new AssertionError(value);
        }
        return parts.group(1) + ":execution:" + parts.group(2) + ":" + name;
    }
}
