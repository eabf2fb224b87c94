package dev.ordersaga.reconciler;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One execution of an order's saga, a run. The first has the order's id for a name, the next has {@code -2} behind it, and so on.
 *
 * @param number from 1
 * @param ended null while it runs
 * @param input what it was started with, and the next run is started with
 * @param ofOrder whether its input is the order that its name says; if not, somebody started it by hand
 */
public record SagaExecution(
        int number,
        Status status,
        Instant started,
        @Nullable Instant ended,
        String input,
        boolean ofOrder) {

    /** How an execution is doing. */
    public enum Status {
        RUNNING,
        SUCCEEDED,
        FAILED,
        TIMED_OUT,
        ABORTED
    }

    boolean isRunning() {
        return status == Status.RUNNING;
    }

    boolean isWell() {
        return status == Status.RUNNING || status == Status.SUCCEEDED;
    }
}
