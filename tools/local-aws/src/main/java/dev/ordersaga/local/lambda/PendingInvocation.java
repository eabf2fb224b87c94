package dev.ordersaga.local.lambda;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** One invocation on its way through a pool. Its fields beside the result are guarded by the pool. */
final class PendingInvocation {

    final String requestId;
    final String arn;
    final String traceId;
    final byte[] payload;
    final CompletableFuture<InvocationResult> result = new CompletableFuture<>();

    /** Where its part of the log begins. */
    long logStart;

    /** The log stream of the process that has it. */
    String logStream = "";

    /** Whether its caller was told that it has timed out while the function goes on. */
    boolean overdue;

    /** Its time limit, once it was given to a process. */
    @Nullable
    Future<?> limit;

    private long since = System.nanoTime();

    /** How long its caller waits for its answer; null where that is for ever. */
    private final @Nullable Duration patience;

    PendingInvocation(String requestId, String arn, String traceId, byte[] payload, @Nullable Duration patience) {
        this.requestId = requestId;
        this.arn = arn;
        this.traceId = traceId;
        this.payload = payload;
        this.patience = patience;
    }

    /** Whether its caller will give it up. */
    boolean isAwaitedForAWhile() {
        return patience != null;
    }

    /**
     * Whether it has waited for a process so long that it is too late to begin: it could no longer have the time that a function may
     * take, or two thirds of its caller's time, if that is less.
     *
     * @param next whether it is among those that a process which starts will take; such a one waits on until shortly before its caller gives
     *     it up, who would not know then that it has not begun
     * @param timeout how long the function may take
     */
    boolean isTooLate(boolean next, Duration timeout) {
        if (patience == null) {
            return false;
        }
        long all = patience.toMillis();
        return milliseconds() >= (next ? all * 9 / 10 : Math.max(all - timeout.toMillis(), all / 3));
    }

    void delivered() {
        since = System.nanoTime();
    }

    /** How long it has run; how long it has waited, as long as no process has it. */
    double milliseconds() {
        return (System.nanoTime() - since) / (double) TimeUnit.MILLISECONDS.toNanos(1);
    }
}
