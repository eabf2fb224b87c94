package dev.ordersaga.asl.execution;

import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** What an event says besides its type: kept as it came, and written out when somebody reads it. */
sealed interface EventDetails {

    /** The field of the event that holds the details, such as {@code stateEnteredEventDetails}: by default the record's own name. */
    default String name() {
        String own = getClass().getSimpleName();
        return Character.toLowerCase(own.charAt(0)) + own.substring(1) + "EventDetails";
    }

    void write(FieldWriter to);

    /** Fields about a resource that a {@link ResourceKind} writes. */
    record OfTask(
            String name,
            ResourceKind kind,
            @Nullable Payload output,
            @Nullable String error,
            @Nullable String cause) implements EventDetails {

        @Override
        public void write(FieldWriter to) {
            if (output != null) {
                to.data("output", output);
            }
            failure(to, error, cause);
            kind.describe(to);
        }
    }

    record TaskScheduled(
            String name,
            ResourceKind kind,
            String region,
            Payload arguments,
            @Nullable Duration timeout,
            @Nullable Duration heartbeat,
            @Nullable String roleArn)
            implements EventDetails {

        @Override
        public void write(FieldWriter to) {
            kind.describeScheduled(to, region);
            if (kind.inputField().equals("input")) {
                to.data("input", arguments);
            } else {
                to.text(kind.inputField(), arguments.text());
            }
            if (timeout != null) {
                to.number("timeoutInSeconds", timeout.toSeconds());
            }
            if (heartbeat != null) {
                to.number("heartbeatInSeconds", heartbeat.toSeconds());
            }
            if (roleArn != null) {
                to.begin("taskCredentials");
                to.text("roleArn", roleArn);
                to.end();
            }
        }
    }

    record ActivityStarted(@Nullable String workerName) implements EventDetails {

        @Override
        public void write(FieldWriter to) {
            if (workerName != null) {
                to.text("workerName", workerName);
            }
        }
    }

    record ExecutionStarted(Payload input, @Nullable String roleArn) implements EventDetails {

        @Override
        public void write(FieldWriter to) {
            to.data("input", input);
            if (roleArn != null) {
                to.text("roleArn", roleArn);
            }
        }
    }

    record ExecutionRedriven(int count) implements EventDetails {

        @Override
        public void write(FieldWriter to) {
            to.number("redriveCount", count);
        }
    }

    record StateEntered(String state, Payload input) implements EventDetails {

        @Override
        public void write(FieldWriter to) {
            to.data("input", input);
            to.text("name", state);
        }
    }

    record StateExited(String state, Payload output, Map<String, JsonNode> assigned) implements EventDetails {

        @Override
        public void write(FieldWriter to) {
            to.data("output", output);
            to.text("name", state);
            if (!assigned.isEmpty()) {
                to.begin("assignedVariables");
                assigned.forEach((variable, value) -> to.text(variable, value.toString()));
                to.end();
                to.begin("assignedVariablesDetails");
                to.flag("truncated", false);
                to.end();
            }
        }
    }

    record EvaluationFailed(
            String state,
            String error,
            String cause,
            @Nullable String location) implements EventDetails {

        @Override
        public void write(FieldWriter to) {
            failure(to, error, cause);
            if (location != null) {
                to.text("location", location);
            }
            to.text("state", state);
        }
    }

    record Iteration(String name, String map, int index) implements EventDetails {

        @Override
        public void write(FieldWriter to) {
            to.text("name", map);
            to.number("index", index);
        }
    }

    record MapStateStarted(int length) implements EventDetails {

        @Override
        public void write(FieldWriter to) {
            to.number("length", length);
        }
    }

    record MapRunStarted(String mapRunArn) implements EventDetails {

        @Override
        public void write(FieldWriter to) {
            to.text("mapRunArn", mapRunArn);
        }
    }

    record MapRunRedriven(String mapRunArn, int count) implements EventDetails {

        @Override
        public void write(FieldWriter to) {
            to.text("mapRunArn", mapRunArn);
            to.number("redriveCount", count);
        }
    }

    record ExecutionSucceeded(Payload output) implements EventDetails {

        @Override
        public void write(FieldWriter to) {
            to.data("output", output);
        }
    }

    /** How an execution ended that did not succeed. */
    record Ended(
            String name, @Nullable String error, @Nullable String cause) implements EventDetails {

        @Override
        public void write(FieldWriter to) {
            failure(to, error, cause);
        }
    }

    private static void failure(FieldWriter to, @Nullable String error, @Nullable String cause) {
        if (error != null) {
            to.text("error", error);
        }
        if (cause != null) {
            to.text("cause", cause);
        }
    }
}
