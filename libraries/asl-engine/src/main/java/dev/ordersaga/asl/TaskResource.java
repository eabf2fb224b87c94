package dev.ordersaga.asl;

import java.util.Optional;

/** What a Task state calls: "a Task State MUST include a Resource field, whose value MUST be a URI that uniquely identifies the specific task to execute". */
public sealed interface TaskResource {

    /** As the definition writes it. */
    String text();

    /** What the state waits for beyond the call. */
    default IntegrationPattern waitsFor() {
        return IntegrationPattern.REQUEST_RESPONSE;
    }

    /** A Lambda function named by its ARN. */
    record Function(String text) implements TaskResource {}

    /** An activity, by its ARN: a worker polls for the task. */
    record Activity(String text) implements TaskResource {

        /** The activity's name. */
        public String name() {
            return text.substring(text.indexOf(":activity:") + ":activity:".length());
        }

        @Override
        public IntegrationPattern waitsFor() {
            return IntegrationPattern.WAIT_FOR_CALLBACK;
        }
    }

    /**
     * A service integration, such as {@code arn:aws:states:::lambda:invoke.waitForTaskToken}.
     *
     * @param service such as {@code lambda}, or {@code aws-sdk:dynamodb}
     * @param action such as {@code invoke}
     * @param pattern as it is written: {@code .sync}, {@code .sync:2}, {@code .waitForTaskToken}; empty for the answer alone
     */
    record Integration(String text, String service, String action, String pattern) implements TaskResource {

        private static final String SDK = "aws-sdk:";

        /** Whether it is an action of an AWS SDK, and not one that Step Functions optimises. */
        public boolean isSdk() {
            return service.startsWith(SDK);
        }

        /** The service, whichever way it is integrated. */
        public String plainService() {
            return isSdk() ? service.substring(SDK.length()) : service;
        }

        @Override
        public IntegrationPattern waitsFor() {
            if (pattern.startsWith(".waitForTaskToken")) {
                return IntegrationPattern.WAIT_FOR_CALLBACK;
            }
            return pattern.startsWith(".sync") ? IntegrationPattern.RUN_A_JOB : IntegrationPattern.REQUEST_RESPONSE;
        }
    }

    /**
     * A place that a deployment fills in, usually with a function's ARN: {@code ${PaymentFunction.Arn}}.
     *
     * @param name the first word between the braces
     */
    record Place(String text, String name) implements TaskResource {}

    /** What is none of these. */
    record Unknown(String text) implements TaskResource {}

    /** Reads a Resource; any text is one. */
    static TaskResource of(String text) {
        return TaskResources.read(text);
    }

    /** The name in the first place of a text, where it has one: {@code PaymentFunction} of {@code ${PaymentFunction.Arn}:live}. */
    static Optional<String> placeIn(String text) {
        return TaskResources.place(text);
    }
}
