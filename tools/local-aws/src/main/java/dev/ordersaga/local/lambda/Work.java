package dev.ordersaga.local.lambda;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** One invocation on its way through a pool. Its fields beside the result are guarded by the pool. */
final class Work {

    final String requestId;
    final String arn;
    final String traceId;
    final byte[] payload;
    final CompletableFuture<Invocation> result = new CompletableFuture<>();

    /** Whether its process was already once ended for taking too long to begin. */
    boolean initTimedOut;

    /** Where its part of the log begins. */
    long logStart;

    private long deliveredAt;

    Work(String requestId, String arn, String traceId, byte[] payload) {
        this.requestId = requestId;
        this.arn = arn;
        this.traceId = traceId;
        this.payload = payload;
    }

    void delivered() {
        deliveredAt = System.nanoTime();
    }

    double milliseconds() {
        return (System.nanoTime() - deliveredAt) / (double) TimeUnit.MILLISECONDS.toNanos(1);
    }
}
