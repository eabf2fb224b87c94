package dev.ordersaga.local.lambda;

import java.time.Duration;

/**
 * What becomes of the invocations that wait for a process whose init phase fails. AWS runs one that has crashed or taken too long a second
 * time, within the invocation, and only then lets the invocation fail. Guarded by the pool.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtime-environment.html">Failures during the Init phase</a>
 */
final class InitPhases {

    private final VersionConfiguration function;
    private final Duration initTimeout;
    private boolean timedOut;
    private boolean crashed;

    InitPhases(VersionConfiguration function, Duration initTimeout) {
        this.function = function;
        this.initTimeout = initTimeout;
    }

    /** How long the next may take. */
    InitLimit begin() {
        InitLimit limit = InitLimit.of(function, initTimeout, timedOut);
        timedOut = false;
        return limit;
    }

    /** One is over and was well. */
    void ended() {
        crashed = false;
    }

    /**
     * One was ended since it took too long.
     *
     * @param awaited whether an invocation waits for it
     */
    void timedOut(InitLimit limit, boolean awaited) {
        timedOut = !limit.last() && awaited;
    }

    /**
     * One has ended by itself.
     *
     * @param awaited whether an invocation waits for it
     * @return whether the invocations fail with it
     */
    boolean crashed(boolean awaited) {
        boolean again = !crashed && awaited;
        crashed = again;
        return !again;
    }
}
