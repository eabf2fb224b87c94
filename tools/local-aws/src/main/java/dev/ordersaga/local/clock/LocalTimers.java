package dev.ordersaga.local.clock;

import dev.ordersaga.asl.execution.Journal;
import dev.ordersaga.asl.execution.Move;
import dev.ordersaga.asl.execution.TaskCallback;
import dev.ordersaga.asl.execution.TaskRequest;
import dev.ordersaga.asl.execution.TaskRunner;
import dev.ordersaga.asl.execution.Timers;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Alarms that follow the local clock, earliest first. Time passes by itself, and jumps from alarm to alarm while nothing is going on:
 * where it is told to {@link #advance}, and for tests over waits up to a length. So the pauses between attempts cost nothing, and a
 * task's time-out still takes its time.
 *
 * <p>What counts as going on are the executions' own work and tasks, and whatever keeps the functions busy: a call that is refused
 * because others hold all places waits in real time until they have left, or its attempts would be used up in an instant.
 */
public final class LocalTimers implements Timers, AutoCloseable {

    /** How soon it looks again whether those who keep it from jumping have ended: they do not tell. */
    private static final Duration LOOK_AGAIN = Duration.ofMillis(10);

    private final LocalClock clock;
    private final Executor executor;
    private final Duration skips;
    private final BooleanSupplier busyElsewhere;
    private final Duration timeout;
    private final ScheduledThreadPoolExecutor watch;
    private final AtomicInteger goingOn = new AtomicInteger();

    // Guarded by this:
    private final TreeSet<SetAlarm> alarms =
            new TreeSet<>(Comparator.comparing(SetAlarm::when).thenComparingLong(SetAlarm::number));
    private long numbered;
    private @Nullable Future<?> wakeUp;
    private @Nullable Advance advance;
    private long idleNanos;

    private volatile boolean jumps;

    private record SetAlarm(Instant when, long number, Runnable action) {}

    private record Advance(Instant to, CompletableFuture<Instant> done) {}

    /**
     * Sets no alarm yet.
     *
     * @param executor where the engine works
     * @param skips the longest wait that is skipped without being told to; zero for none
     * @param busyElsewhere whether anything goes on that these executions did not ask for
     * @param timeout how long, in real time, an advance waits for what is going on before it passes over it
     */
    public LocalTimers(
            LocalClock clock, Executor executor, Duration skips, BooleanSupplier busyElsewhere, Duration timeout) {
        this.clock = clock;
        this.busyElsewhere = busyElsewhere;
        this.skips = skips;
        this.timeout = timeout;
        this.jumps = !skips.isZero();
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
            Thread thread = new Thread(work, "asl-timers");
            thread.setDaemon(true);
            return thread;
        });
        watch.setRemoveOnCancelPolicy(true);
        clock.whenChanged(this::ring);
    }

    /** The executor on which work counts as going on. */
    public Executor executor() {
        return executor;
    }

    /** The same tasks, which count as going on until they answer. */
    public TaskRunner counting(TaskRunner tasks) {
        return counting(tasks, task -> true);
    }

    /**
     * As the other.
     *
     * @param isWork whether the task is work that is being done. One that waits for a worker to come, or for another execution whose work
     *     counts itself, is passed over by an {@link #advance} like a wait; where waits are skipped unasked it counts, or its time-out would
     *     come before the worker
     */
    public TaskRunner counting(TaskRunner tasks, Predicate<TaskRequest> isWork) {
        return (task, callback) -> {
            if (skips.isZero() && !isWork.test(task)) {
                tasks.run(task, callback);
                return;
            }
            Runnable endOnce = begun();
            try {
                tasks.run(task, new Counted(callback, endOnce));
            } catch (RuntimeException e) {
                endOnce.run();
                throw e;
            }
        };
    }

    /** The same journal; what is being written down counts as going on until what follows from it has been done. */
    public Journal counting(Journal journal) {
        return new Journal() {

            @Override
            public void write(String executionArn, Move move, Runnable effects) {
                begin();
                journal.write(executionArn, move, () -> {
                    try {
                        effects.run();
                    } finally {
                        end();
                    }
                });
            }

            @Override
            public CompletionStage<Boolean> written() {
                return journal.written();
            }
        };
    }

    private Runnable begun() {
        begin();
        AtomicBoolean ended = new AtomicBoolean();
        return () -> {
            if (ended.compareAndSet(false, true)) {
                end();
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

    private void begin() {
        goingOn.incrementAndGet();
    }

    private void end() {
        if (goingOn.decrementAndGet() == 0 && jumps) {
            ring();
        }
    }

    @Override
    public Instant now() {
        return clock.instant();
    }

    @Override
    public Alarm at(Instant when, Runnable action) {
        SetAlarm alarm;
        boolean first;
        synchronized (this) {
            alarm = new SetAlarm(when, numbered++, action);
            alarms.add(alarm);
            first = alarms.first().number() == alarm.number();
        }
        if (first) {
            ring();
        }
        return () -> {
            synchronized (this) {
                alarms.remove(alarm);
            }
        };
    }

    /**
     * Moves the time on, from alarm to alarm, and lets each have its consequences before the next. Of several at once the furthest
     * counts.
     *
     * @return completes with the time when it is done
     */
    public CompletionStage<Instant> advance(Duration by) {
        CompletableFuture<Instant> done;
        synchronized (this) {
            Instant to = clock.instant().plus(by);
            Advance other = advance;
            done = other == null ? new CompletableFuture<>() : other.done();
            advance = new Advance(other == null || other.to().isBefore(to) ? to : other.to(), done);
            jumps = true;
            idleNanos = System.nanoTime();
        }
        ring();
        return done;
    }

    /** Sets off what is due, after a jump if that may be, and comes back when the next alarm is due. */
    private void ring() {
        boolean more = true;
        while (more) {
            more = ringNext();
        }
    }

    private boolean ringNext() {
        Runnable due;
        synchronized (this) {
            if (wakeUp != null) {
                wakeUp.cancel(false);
                wakeUp = null;
            }
            if (watch.isShutdown()) {
                return false;
            }
            SetAlarm next = alarms.isEmpty() ? null : alarms.first();
            Duration ahead = next == null ? Duration.ZERO : Duration.between(clock.instant(), next.when());
            boolean isDue = next != null && ahead.compareTo(Duration.ZERO) <= 0;
            if (!isDue && mayJump(next, ahead)) {
                boolean own = goingOn.get() > 0;
                boolean goesOn = own || busyElsewhere.getAsBoolean();
                if (goesOn && !isImpatient()) {
                    // Its own work tells when it has ended; what keeps the functions busy does not.
                    comeBack(next, own && advance == null ? null : LOOK_AGAIN);
                    return false;
                }
                if (!goesOn) {
                    idleNanos = System.nanoTime();
                }
                if (next == null || !isJumpedTo(next, ahead)) {
                    return arrive();
                }
                Instant to = next.when();
                alarms.remove(next);
                // It goes on from now: the next jump waits for what this alarm sets off.
                begin();
                due = () -> {
                    clock.set(to);
                    executor.execute(next.action());
                    end();
                };
            } else if (next != null && isDue) {
                alarms.remove(next);
                due = () -> executor.execute(next.action());
            } else {
                comeBack(next, null);
                return false;
            }
        }
        due.run();
        return true;
    }

    private boolean mayJump(@Nullable SetAlarm next, Duration ahead) {
        return advance != null || (next != null && isJumpedTo(next, ahead));
    }

    private boolean isJumpedTo(SetAlarm next, Duration ahead) {
        Advance wanted = advance;
        return ahead.compareTo(skips) <= 0 || (wanted != null && !next.when().isAfter(wanted.to()));
    }

    /** Whether an advance has waited long enough for what is going on. */
    private boolean isImpatient() {
        return advance != null && System.nanoTime() - idleNanos >= timeout.toNanos();
    }

    /** No alarm is left on the way. */
    private boolean arrive() {
        Advance arriving = advance;
        advance = null;
        jumps = !skips.isZero();
        if (arriving == null) {
            return false;
        }
        // The clock tells of the change, so it is set by a thread that has no lock.
        watch.execute(() -> {
            clock.set(arriving.to());
            arriving.done().complete(clock.instant());
        });
        return false;
    }

    private void comeBack(@Nullable SetAlarm next, @Nullable Duration atMost) {
        Duration pause = atMost;
        if (next != null) {
            Duration left = clock.realUntil(next.when()).orElse(Duration.ofDays(1));
            pause = pause == null || left.compareTo(pause) < 0 ? left : pause;
        }
        if (pause == null) {
            return;
        }
        long micros = Math.min(pause.toNanos() / 1_000 + 1, TimeUnit.DAYS.toMicros(1));
        wakeUp = watch.schedule(this::ring, Math.max(1, micros), TimeUnit.MICROSECONDS);
    }

    @Override
    public void close() {
        watch.shutdownNow();
    }
}
