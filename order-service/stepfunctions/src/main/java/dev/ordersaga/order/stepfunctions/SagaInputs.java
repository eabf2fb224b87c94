package dev.ordersaga.order.stepfunctions;

import dev.ordersaga.order.Attribution;
import dev.ordersaga.order.Order;
import org.jspecify.annotations.Nullable;

/** What the executions that carry an order start with; the same order makes the same text, always. */
public final class SagaInputs {

    private SagaInputs() {}

    /** The input of the saga that carries the order. */
    public static String ofSaga(Order order) {
        return ExecutionInput.write(order);
    }

    /** The input of the saga that takes the order back; null while nobody wants it back. */
    public static @Nullable String ofRefund(Order order) {
        Attribution cancellation = order.cancellation();
        return cancellation == null ? null : RefundInput.write(order, cancellation);
    }
}
