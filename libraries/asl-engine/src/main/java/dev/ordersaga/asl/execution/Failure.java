package dev.ordersaga.asl.execution;

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

    static Failure of(@Nullable String error, @Nullable String cause) {
        return new Failure(error, cause, error == null ? "" : error, false);
    }

    /** "States.DataLimitExceeded: a terminal error that can't be caught by States.ALL." */
    static Failure dataLimitExceeded(String cause) {
        return new Failure(DATA_LIMIT_EXCEEDED, cause, DATA_LIMIT_EXCEEDED, true);
    }
}
