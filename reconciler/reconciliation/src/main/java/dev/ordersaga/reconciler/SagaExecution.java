package dev.ordersaga.reconciler;

import dev.ordersaga.order.SagaStatus;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One execution of an order's saga. The first has the order's id for a name, the next has {@code -2} behind it, and so on.
 *
 * @param number from 1
 * @param ended null while it runs
 * @param input what it was started with, and the next run is started with
 * @param ofOrder whether its input is the order that its name says; if not, somebody started it by hand
 */
public record Run(
        int number,
        SagaStatus status,
        Instant started,
        @Nullable Instant ended,
        String input,
        boolean ofOrder) {

    boolean isRunning() {
        return status == SagaStatus.RUNNING;
    }
}
