package dev.ordersaga.linter;

import dev.ordersaga.asl.Retrier;
import dev.ordersaga.asl.StateNode;

/** What a state is tried again for. */
final class Retries {

    private Retries() {}

    /** Whether an error that nobody thought of is retried. */
    static boolean anyError(StateNode state) {
        boolean failed = false;
        boolean timedOut = false;
        for (Retrier retrier : state.retry()) {
            if (retrier.maxAttempts() < 1) {
                continue;
            }
            for (String name : retrier.errorEquals()) {
                failed |= name.equals("States.ALL") || name.equals("States.TaskFailed");
                timedOut |= name.equals("States.ALL") || name.equals("States.Timeout");
            }
        }
        return failed && timedOut;
    }

    /** How the Retry of a state falls short. */
    static String missing(StateNode state) {
        return state.retry().isEmpty()
                ? "is missing"
                : "does not name States.ALL (or both States.TaskFailed and States.Timeout)";
    }
}
