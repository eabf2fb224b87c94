package dev.ordersaga.local.stepfunctions;

import dev.ordersaga.local.http.AwsError;
import dev.ordersaga.local.http.Caller;
import java.util.Optional;

/**
 * The name of a thing of Step Functions.
 *
 * @param type {@code stateMachine}, {@code execution} or {@code express}
 * @param name the state machine's
 * @param rest a state machine's version, or an execution's name
 */
record Arn(Caller owner, String type, String name, Optional<String> rest) {

    static Arn stateMachine(String text) {
        Arn arn = parse(text);
        if (!arn.type().equals("stateMachine")) {
            throw invalid("Resource type not valid in this context: " + arn.type());
        }
        return arn;
    }

    static Arn execution(String text) {
        Arn arn = parse(text);
        if (!arn.type().equals("execution") || arn.rest().isEmpty()) {
            throw invalid("Resource type not valid in this context: " + arn.type());
        }
        return arn;
    }

    static String ofStateMachine(Caller owner, String name) {
        return prefix(owner) + "stateMachine:" + name;
    }

    static String ofExecution(Caller owner, String stateMachine, String name) {
        return prefix(owner) + "execution:" + stateMachine + ":" + name;
    }

    static String ofExpressExecution(Caller owner, String stateMachine, String name, String id) {
        return prefix(owner) + "express:" + stateMachine + ":" + name + ":" + id;
    }

    /** Who owns what an ARN names; the ARN may be of any type. */
    static Caller ownerOf(String text) {
        return parse(text).owner();
    }

    /** A state machine's ARN without its version. */
    String unqualified() {
        return ofStateMachine(owner, name);
    }

    private static Arn parse(String text) {
        if (!text.startsWith("arn:")) {
            throw invalid("Invalid ARN prefix: " + text);
        }
        String[] parts = text.split(":", 8);
        if (parts.length < 7 || !parts[2].equals("states") || parts[6].isEmpty()) {
            throw invalid("Invalid ARN: " + text);
        }
        return new Arn(
                new Caller(parts[4], parts[3]),
                parts[5],
                parts[6],
                parts.length == 8 ? Optional.of(parts[7]) : Optional.empty());
    }

    private static String prefix(Caller owner) {
        return "arn:aws:states:" + owner.region() + ":" + owner.account() + ":";
    }

    private static AwsError invalid(String why) {
        return new AwsError("InvalidArn", "Invalid Arn: '" + why + "'");
    }
}
