package dev.ordersaga.asl.execution;

import org.jspecify.annotations.Nullable;

/**
 * What went wrong in a state.
 *
 * @param error the error name as the history tells it; null where a callback gave none
 * @param matchedAs the name that Retry and Catch compare: a missed heartbeat is told as States.Timeout and matched as
 *     States.HeartbeatTimeout too
 */
record Failure(@Nullable String error, @Nullable String cause, String matchedAs) {

    static Failure of(@Nullable String error, @Nullable String cause) {
        return new Failure(error, cause, error == null ? "" : error);
    }
}
