package dev.ordersaga.asl.execution;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What went wrong in a state.
 *
 * @param error the error name as the history tells it; null where a callback gave none
 * @param matchedAs the name that Retry and Catch compare: a missed heartbeat is told as States.Timeout and matched as
 *     States.HeartbeatTimeout too
 * @param terminal whether States.ALL does not match it
 */
record Failure(@Nullable String error, @Nullable String cause, String matchedAs, boolean terminal) {

    private static final String DATA_LIMIT_EXCEEDED = "States.DataLimitExceeded";

    private static final Set<String> TIMEOUTS = Set.of("States.Timeout", "States.HeartbeatTimeout");

    static Failure of(@Nullable String error, @Nullable String cause) {
        return new Failure(error, cause, error == null ? "" : error, false);
    }

    /** The cause as a catcher gets it: of a time-out, of which the history tells none, an empty text. */
    @Nullable
    String caughtCause() {
        return cause == null && TIMEOUTS.contains(matchedAs) ? "" : cause;
    }

    /** More than a state's output or a task's result may hold. */
    static Failure resultTooLarge(String stateOrTask) {
        return dataLimitExceeded("The state/task '" + stateOrTask
                + "' returned a result with a size exceeding the maximum number of bytes service limit.");
    }

    /** More than a task may be given. */
    static Failure inputTooLarge(String task) {
        return dataLimitExceeded("The state/task '" + task
                + "' was given an input with a size exceeding the maximum number of bytes service limit.");
    }

    /** "States.DataLimitExceeded: a terminal error that can't be caught by States.ALL." */
    private static Failure dataLimitExceeded(String cause) {
        return new Failure(DATA_LIMIT_EXCEEDED, cause, DATA_LIMIT_EXCEEDED, true);
    }
}
