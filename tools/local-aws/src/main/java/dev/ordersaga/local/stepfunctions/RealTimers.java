package dev.ordersaga.local.stepfunctions;

import dev.ordersaga.asl.execution.Timers;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Time that passes by itself. One thread watches the clock; what an alarm sets off runs elsewhere. */
final class RealTimers implements Timers, AutoCloseable {

    private final Clock clock;
    private final Executor executor;
    private final ScheduledThreadPoolExecutor watch;

    RealTimers(Clock clock, Executor executor) {
        this.clock = clock;
        this.executor = executor;
        this.watch = new ScheduledThreadPoolExecutor(1, work -> {
            Thread thread = new Thread(work, "asl-timers");
            thread.setDaemon(true);
            return thread;
        });
        watch.setRemoveOnCancelPolicy(true);
    }

    @Override
    public Instant now() {
        return clock.instant();
    }

    @Override
    public Alarm at(Instant when, Runnable action) {
        long micros;
        try {
            micros = Math.max(0, TimeUnit.MICROSECONDS.convert(Duration.between(now(), when)));
        } catch (ArithmeticException e) {
            micros = Long.MAX_VALUE / 2_000;
        }
        // A timeout of 99999999 seconds is legal; the scheduler's own arithmetic must not overflow on it.
        Future<?> set = watch.schedule(
                () -> executor.execute(action), Math.min(micros, Long.MAX_VALUE / 2_000), TimeUnit.MICROSECONDS);
        return () -> set.cancel(false);
    }

    @Override
    public void close() {
        watch.shutdownNow();
    }
}
