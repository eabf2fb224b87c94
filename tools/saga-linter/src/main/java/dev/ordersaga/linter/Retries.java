package dev.ordersaga.linter;

import dev.ordersaga.linter.graph.StateNode;
import tools.jackson.databind.JsonNode;

/** What a state is tried again for. */
final class Retries {

    private Retries() {}

    /** Whether an error that nobody thought of is retried. */
    static boolean anyError(StateNode state) {
        boolean failed = false;
        boolean timedOut = false;
        for (JsonNode retrier : state.json().path("Retry")) {
            if (retrier.path("MaxAttempts").asDouble(3) < 1) {
                continue;
            }
            for (JsonNode error : retrier.path("ErrorEquals")) {
                String name = error.asString("");
                failed |= name.equals("States.ALL") || name.equals("States.TaskFailed");
                timedOut |= name.equals("States.ALL") || name.equals("States.Timeout");
            }
        }
        return failed && timedOut;
    }

    /** How the Retry of a state falls short. */
    static String missing(StateNode state) {
        return state.json().path("Retry").isEmpty()
                ? "is missing"
                : "does not name States.ALL (or both States.TaskFailed and States.Timeout)";
    }
}
