package dev.ordersaga.local.lambda;

import java.time.Duration;

/**
 * How long a process may take until it asks for its first invocation.
 *
 * @param time how long it may take
 * @param last whether the invocations that wait for it fail when it takes longer; otherwise another process is started for them
 */
record InitLimit(Duration time, boolean last) {

    /** On Managed Instances "the timeout is the maximum of 130 seconds or the configured function timeout". */
    private static final Duration OF_SEVERAL = Duration.ofSeconds(130);

    /**
     * The limit of a process that is about to start.
     *
     * @param timedOutBefore whether it is started because one before it took too long
     */
    static InitLimit of(VersionConfiguration function, Duration initTimeout, boolean timedOutBefore) {
        if (function.invocationsPerEnvironment() > 1) {
            return new InitLimit(function.timeout().compareTo(OF_SEVERAL) < 0 ? OF_SEVERAL : function.timeout(), true);
        }
        return timedOutBefore ? new InitLimit(function.timeout(), true) : new InitLimit(initTimeout, false);
    }
}
