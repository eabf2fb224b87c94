package dev.ordersaga.local.lambda;

import java.time.Duration;
import java.util.Collection;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** Answers the invocations of one version of a function, and writes their end into its log. */
final class InvocationAnswers {

    private static final String UNHANDLED = "Unhandled";

    private final VersionConfiguration function;
    private final InvocationLog log;
    private final Executor threads;

    InvocationAnswers(VersionConfiguration function, InvocationLog log, Executor threads) {
        this.function = function;
        this.log = log;
        this.threads = threads;
    }

    /**
     * The function has answered.
     *
     * @param initMilliseconds how long its process took to begin; 0 where that was reported already
     */
    void succeeded(PendingInvocation work, double initMilliseconds, byte[] payload) {
        answer(work, initMilliseconds, payload, null);
    }

    /** The function has failed, or Lambda says in its place how. */
    void failed(PendingInvocation work, double initMilliseconds, byte[] error) {
        answer(work, initMilliseconds, error, UNHANDLED);
    }

    void timedOut(PendingInvocation work, double initMilliseconds, Duration limit) {
        failed(work, initMilliseconds, InvocationErrors.timedOut(work, limit));
    }

    /** No process could be started; the log has no beginning of these invocations, and gets no end. */
    void notStarted(Collection<PendingInvocation> lost, Exception cause) {
        lost.forEach(work -> complete(work, InvocationErrors.notStarted(work, cause), UNHANDLED));
    }

    /** Lambda is closing. */
    static void refuse(PendingInvocation work) {
        work.result.completeExceptionally(new InvocationRefused(
                500, "ServiceException", "Lambda is closing and has ended the function's process"));
    }

    /** It has waited for too long and has not happened. */
    static void throttle(PendingInvocation work) {
        work.result.completeExceptionally(InvocationRefused.throttled());
    }

    private void answer(
            PendingInvocation work, double initMilliseconds, byte[] payload, @Nullable String functionError) {
        log.end(work, initMilliseconds);
        // On a thread of its own, so that the runtime is not held up by what the caller does with the answer.
        threads.execute(() -> complete(work, payload, functionError));
    }

    private void complete(PendingInvocation work, byte[] payload, @Nullable String functionError) {
        work.result.complete(new InvocationResult(payload, functionError, function.version(), work.requestId));
    }
}
