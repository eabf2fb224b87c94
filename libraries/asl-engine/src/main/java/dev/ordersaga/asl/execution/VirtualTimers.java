package dev.ordersaga.asl.execution;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.PriorityQueue;

/**
 * Time that stands still until it is told to move, so that a retry of an hour costs a test nothing. Alarms run on the
 * thread that moves the time, earliest first, and see the instant they were set for.
 */
public final class VirtualTimers implements Timers {

    private final PriorityQueue<Pending> pending =
            new PriorityQueue<>(Comparator.comparing(Pending::when).thenComparingLong(Pending::order));
    private Instant now;
    private long alarmsSet;

    public VirtualTimers(Instant start) {
        this.now = start;
    }

    @Override
    public synchronized Instant now() {
        return now;
    }

    @Override
    public synchronized Alarm at(Instant when, Runnable action) {
        Pending alarm = new Pending(when.isBefore(now) ? now : when, alarmsSet++, action);
        pending.add(alarm);
        return () -> {
            synchronized (this) {
                pending.remove(alarm);
            }
        };
    }

    /** Moves the time on, and runs every alarm that falls due on the way. */
    public void advance(Duration by) {
        Instant until = now().plus(by);
        while (runNext(until)) {
            // one alarm may set the next
        }
        synchronized (this) {
            if (now.isBefore(until)) {
                now = until;
            }
        }
    }

    /** Jumps to the earliest alarm and runs it; false if none is set. */
    public boolean advanceToNextAlarm() {
        return runNext(Instant.MAX);
    }

    /** Jumps from alarm to alarm until none is set. */
    public void runUntilIdle() {
        while (advanceToNextAlarm()) {
            // the loop is the work
        }
    }

    private boolean runNext(Instant until) {
        Pending alarm;
        synchronized (this) {
            alarm = pending.peek();
            if (alarm == null || alarm.when().isAfter(until)) {
                return false;
            }
            pending.remove();
            if (now.isBefore(alarm.when())) {
                now = alarm.when();
            }
        }
        alarm.action().run();
        return true;
    }

    private record Pending(Instant when, long order, Runnable action) {}
}
