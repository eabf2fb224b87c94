package dev.ordersaga.local.stepfunctions;

import dev.ordersaga.asl.execution.Execution;
import dev.ordersaga.asl.execution.ExecutionStatus;
import dev.ordersaga.asl.execution.HistoryEvent;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * What came of one run of a state, read from the history that it left.
 *
 * @param failed whether its work, or the state itself, failed; caught or not
 * @param catchIndex which Catcher took the error; -1 for none
 * @param output JSON text; null where the state did not come to an output
 */
record TriedState(
        boolean failed,
        @Nullable String error,
        @Nullable String cause,
        int catchIndex,
        @Nullable String nextState,
        @Nullable String output,
        TestStateOperation.Work work,
        Inspection inspection) {

    private static final String CATCH = "catch-";

    /** A cause says where it happened; here that is always the same. */
    private static final Pattern PLACE = Pattern.compile(
            "^An error occurred while executing the state '[^']*' \\(entered at the event id #\\d+\\)\\. ");

    /** An execution's failure, as TestState tells it. */
    static Mock failureOf(Execution execution) {
        boolean timedOut = execution.status() == ExecutionStatus.TIMED_OUT;
        return new Mock(
                null,
                null,
                timedOut ? "States.Timeout" : execution.error().orElse(null),
                execution
                        .cause()
                        .map(cause -> PLACE.matcher(cause).replaceFirst(""))
                        .orElse(null));
    }

    static TriedState of(
            Execution execution, StateUnderTest.Once once, TestStateOperation.Work work, Inspection inspection) {
        @Nullable String output = null;
        @Nullable String follower = null;
        @Nullable String error = null;
        @Nullable String cause = null;
        for (HistoryEvent event : execution.history()) {
            ObjectNode details = event.details();
            if (details == null) {
                continue;
            }
            String name = details.path("name").asString("");
            if (event.type().endsWith("StateExited") && name.equals(StateUnderTest.NAME)) {
                output = details.path("output").asString();
            } else if (output != null && follower == null && event.type().endsWith("StateEntered")) {
                follower = name;
            } else if (output == null && details.has("error")) {
                error = details.path("error").asString();
                cause = details.path("cause").asString("");
            }
        }
        int catcher = follower != null && follower.startsWith(CATCH)
                ? Integer.parseInt(follower.substring(CATCH.length()))
                : -1;
        boolean caught = catcher >= 0;
        boolean ended = execution.status() != ExecutionStatus.SUCCEEDED;
        if (ended) {
            error = execution.status() == ExecutionStatus.TIMED_OUT
                    ? "States.Timeout"
                    : execution.error().orElse(null);
            cause = execution.cause().orElse(null);
        }
        boolean failed = caught || ended;
        return new TriedState(
                failed,
                failed ? error : null,
                failed && cause != null && !cause.isEmpty()
                        ? PLACE.matcher(cause).replaceFirst("")
                        : null,
                catcher,
                follower == null ? null : once.followers().get(follower),
                ended ? null : output,
                work,
                inspection);
    }
}
