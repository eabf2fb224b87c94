package dev.ordersaga.order.saga;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One attempt of a saga's state.
 *
 * @param state the state's name, such as {@code ProcessPayment}
 * @param service who did the work, such as {@code payment-service}; null for a state without work
 * @param attempt counts from 1, anew for each time the state is entered
 * @param ended null while it runs
 * @param error the error's name when it failed
 */
public record SagaStep(
        String state,
        @Nullable String service,
        int attempt,
        Instant started,
        @Nullable Instant ended,
        Outcome outcome,
        @Nullable String error) {

    /** How an attempt ended, if it has. */
    public enum Outcome {
        RUNNING,
        SUCCEEDED,
        FAILED,
        TIMED_OUT,
        /** It was still running when its execution was stopped. */
        ABORTED
    }
}
