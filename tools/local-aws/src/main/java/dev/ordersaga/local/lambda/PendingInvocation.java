package dev.ordersaga.local.lambda;

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

    PendingInvocation(String requestId, String arn, String traceId, byte[] payload) {
        this.requestId = requestId;
        this.arn = arn;
        this.traceId = traceId;
        this.payload = payload;
    }

    void delivered() {
        since = System.nanoTime();
    }

    /** How long it has run; how long it has waited, as long as no process has it. */
    double milliseconds() {
        return (System.nanoTime() - since) / (double) TimeUnit.MILLISECONDS.toNanos(1);
    }
}
