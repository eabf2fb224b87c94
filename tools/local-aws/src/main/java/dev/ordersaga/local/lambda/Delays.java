package dev.ordersaga.local.lambda;

import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Runs actions later, each on a thread that may block. */
record Delays(ScheduledExecutorService timers, ExecutorService threads) {

    /** Runs the action once, after the delay; nothing can cancel it. */
    void later(Duration delay, Runnable action) {
        var unused = cancellable(delay, action);
    }

    /**
     * Runs the action once, after the delay.
     *
     * @return what cancels it; null when Lambda is closing, which ends every process itself
     */
    @Nullable
    Future<?> cancellable(Duration delay, Runnable action) {
        try {
            return timers.schedule(() -> threads.execute(action), delay.toMillis(), TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            return null;
        }
    }
}
