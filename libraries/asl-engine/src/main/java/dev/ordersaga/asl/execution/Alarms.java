package dev.ordersaga.asl.execution;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** The alarms that an execution waits for, as data: a command has each of them set. */
final class Alarms {

    private final Map<Long, Pending> pending = new HashMap<>(4);
    private long set;

    /** What an alarm is for. */
    sealed interface Purpose {

        /** "If the state machine runs longer than the specified time, the execution fails with a States.Timeout." */
        record ExecutionTimeLimit() implements Purpose {}

        /** A Wait is over. */
        record WaitOver(Branch branch) implements Purpose {}

        /** A state is to be tried again. */
        record RetryDue(Branch branch) implements Purpose {}

        /** An attempt has taken too long, or gave no sign of life. */
        record AttemptOver(TaskAttempt attempt, AttemptCause how) implements Purpose {}
    }

    private record Pending(Instant when, Purpose purpose) {}

    long set(Instant when, Purpose purpose) {
        long number = ++set;
        pending.put(number, new Pending(when, purpose));
        return number;
    }

    /** Forgets the alarm; false where it was not pending. */
    boolean cancel(long number) {
        return pending.remove(number) != null;
    }

    /** What the alarm is for; null where it is not pending (any more). */
    @Nullable
    Purpose purpose(long number) {
        Pending found = pending.get(number);
        return found == null ? null : found.purpose();
    }

    void forEach(BiConsumer<Long, Instant> action) {
        pending.forEach((number, alarm) -> action.accept(number, alarm.when()));
    }

    void clear() {
        pending.clear();
    }
}
