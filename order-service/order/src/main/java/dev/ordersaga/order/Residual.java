package dev.ordersaga.order;

/**
 * Something done for an order that could not be undone.
 *
 * @param step the step whose undoing failed, such as {@code RefundPayment}
 * @param error the name of the error it failed with
 * @param cause what the error said; of the answer of a function that failed, its message alone is kept, and no stack trace of anything
 */
public record Residual(String step, String error, String cause) {

    public Residual {
        cause = FailureMessage.of(cause);
    }
}
