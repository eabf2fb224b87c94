package dev.ordersaga.local.stepfunctions;

import dev.ordersaga.asl.execution.TaskCallback;
import dev.ordersaga.asl.execution.TaskRunner;
import dev.ordersaga.asl.execution.Timers;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Time for tests: it passes by itself while something is going on, and jumps to the next alarm while nothing is. So the pauses
 * between attempts cost nothing, and a task's time-out still takes its time.
 *
 * <p>What counts as going on are the executions' own work and tasks, and whatever keeps the functions busy: a call that is refused
 * because others hold all places waits in real time until they have left, or its attempts would be used up in an instant.
 *
 * <p>It jumps no further than it is told to: what waits for a person must not be over before the person has come.
 */
final class SkippedWaits implements Timers, AutoCloseable {

    /** How soon it looks again whether those who keep it from jumping have ended: they do not tell. */
    private static final Duration LOOK_AGAIN = Duration.ofMillis(10);

    private final Clock clock;
    private final Executor executor;
    private final Duration atMost;
    private final BooleanSupplier busyElsewhere;
    private final PriorityQueue<SetAlarm> alarms =
            new PriorityQueue<>(Comparator.comparing(SetAlarm::when).thenComparingLong(SetAlarm::number));
    private final ScheduledThreadPoolExecutor watch;
    private Duration skipped = Duration.ZERO;
    private long numbered;
    private int goingOn;
    private @Nullable Future<?> wakeUp;

    private record SetAlarm(Instant when, long number, Runnable action) {}

    /**
     * @param executor where the engine works
     * @param atMost the longest wait that is skipped
     * @param busyElsewhere whether anything goes on that these executions did not ask for
     */
    SkippedWaits(Clock clock, Executor executor, Duration atMost, BooleanSupplier busyElsewhere) {
        this.clock = clock;
        this.busyElsewhere = busyElsewhere;
        this.atMost = atMost;
        this.executor = work -> {
            begin();
            executor.execute(() -> {
                try {
                    work.run();
                } finally {
                    end();
                }
            });
        };
        this.watch = new ScheduledThreadPoolExecutor(1, work -> {
            Thread thread = new Thread(work, "asl-skipping-timers");
            thread.setDaemon(true);
            return thread;
        });
        watch.setRemoveOnCancelPolicy(true);
    }

    /** The executor on which work counts as going on. */
    Executor executor() {
        return executor;
    }

    /** The same tasks, which count as going on until they answer. */
    TaskRunner counting(TaskRunner tasks) {
        return (task, callback) -> {
            begin();
            AtomicBoolean ended = new AtomicBoolean();
            Runnable endOnce = () -> {
                if (ended.compareAndSet(false, true)) {
                    end();
                }
            };
            try {
                tasks.run(task, new Counted(callback, endOnce));
            } catch (RuntimeException e) {
                endOnce.run();
                throw e;
            }
        };
    }

    /** Passes the answer on first: what the engine does with it is then already going on. */
    private record Counted(TaskCallback callback, Runnable end) implements TaskCallback {

        @Override
        public void succeeded(JsonNode result) {
            callback.succeeded(result);
            end.run();
        }

        @Override
        public void failed(@Nullable String error, @Nullable String cause) {
            callback.failed(error, cause);
            end.run();
        }

        @Override
        public void whenAborted(Runnable action) {
            callback.whenAborted(action);
        }
    }

    @Override
    public synchronized Instant now() {
        return clock.instant().plus(skipped);
    }

    @Override
    public Alarm at(Instant when, Runnable action) {
        SetAlarm alarm;
        synchronized (this) {
            alarm = new SetAlarm(when, numbered++, action);
            alarms.add(alarm);
        }
        ring();
        return () -> {
            synchronized (this) {
                alarms.remove(alarm);
            }
        };
    }

    private synchronized void begin() {
        goingOn++;
    }

    private void end() {
        synchronized (this) {
            goingOn--;
        }
        ring();
    }

    /** Sets off what is due, after a jump if nothing is going on, and comes back when the next alarm is due. */
    private void ring() {
        synchronized (this) {
            if (wakeUp != null) {
                wakeUp.cancel(false);
            }
            SetAlarm next = alarms.peek();
            if (next == null || watch.isShutdown()) {
                return;
            }
            Duration ahead = Duration.between(now(), next.when());
            if (goingOn == 0 && ahead.compareTo(Duration.ZERO) > 0 && ahead.compareTo(atMost) <= 0) {
                if (busyElsewhere.getAsBoolean()) {
                    ahead = ahead.compareTo(LOOK_AGAIN) < 0 ? ahead : LOOK_AGAIN;
                } else {
                    skipped = skipped.plus(ahead);
                    ahead = Duration.ZERO;
                }
            }
            if (ahead.compareTo(Duration.ZERO) > 0) {
                long millis = Math.min(ahead.toMillis() + 1, TimeUnit.DAYS.toMillis(1));
                wakeUp = watch.schedule(this::ring, millis, TimeUnit.MILLISECONDS);
                return;
            }
            alarms.remove(next);
            executor.execute(next.action());
        }
        ring();
    }

    @Override
    public void close() {
        watch.shutdownNow();
    }
}
