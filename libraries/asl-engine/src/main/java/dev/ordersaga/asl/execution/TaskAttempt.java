package dev.ordersaga.asl.execution;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** One attempt at a Task state's work. Its state is set here and nowhere else, by {@link AttemptTransitions}. */
final class TaskAttempt implements Suspension {

    final long number;
    final Branch branch;
    final ResourceKind kind;
    final TaskRequest request;
    final @Nullable Duration heartbeat;

    /** The alarms that end the attempt, 0 for none. */
    long timeoutAlarm;

    long heartbeatAlarm;

    /** When a worker took it; null for what is no activity's, or waits for one. */
    @Nullable
    Instant takenAt;

    /** The runner's side of the attempt, once it has been handed out. */
    volatile @Nullable HandedOutTask handedOut;

    private AttemptState state;
    private final AttemptListener listener;

    /** Hears of every transition, so that a test can tell which ones it has seen. */
    @FunctionalInterface
    interface AttemptListener {

        AttemptListener NONE = transition -> {};

        void moved(AttemptTransitions.Transition transition);
    }

    TaskAttempt(
            long number,
            Branch branch,
            ResourceKind kind,
            TaskRequest request,
            @Nullable Duration heartbeat,
            AttemptListener listener) {
        this.number = number;
        this.branch = branch;
        this.kind = kind;
        this.request = request;
        this.heartbeat = heartbeat;
        this.listener = listener;
        if (request.taskToken() == null) {
            this.state = AttemptState.CALLED;
        } else {
            this.state = kind instanceof ResourceKind.Activity ? AttemptState.QUEUED : AttemptState.REQUESTED;
        }
    }

    @Nullable
    String token() {
        return request.taskToken();
    }

    AttemptState state() {
        return state;
    }

    boolean takenSince(Instant when) {
        Instant taken = takenAt;
        return taken != null && !taken.isBefore(when);
    }

    /** Whether the cause would change anything. */
    boolean allows(AttemptCause cause) {
        return AttemptTransitions.next(state, cause) != null;
    }

    /** Makes the transition that the table names; null, and nothing changed, where it names none. */
    @Nullable
    AttemptState move(AttemptCause cause) {
        AttemptState next = AttemptTransitions.next(state, cause);
        if (next != null) {
            listener.moved(new AttemptTransitions.Transition(state, cause, next));
            state = next;
        }
        return next;
    }
}
