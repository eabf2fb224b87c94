package dev.ordersaga.order.stepfunctions;

import dev.ordersaga.order.Money;
import dev.ordersaga.order.Order;
import dev.ordersaga.order.OrderItem;
import java.time.Instant;
import java.util.List;

/** What an execution starts with: the order, priced; all that the saga's steps are told comes from here. */
record ExecutionInput(
        String orderId,
        String customerId,
        List<OrderItem> items,
        Money total,
        String paymentMethod,
        String fingerprint,
        Instant placedAt) {

    static ExecutionInput of(Order order) {
        return new ExecutionInput(
                order.id().value(),
                order.details().customerId(),
                order.details().items(),
                order.details().total(),
                order.details().paymentMethod(),
                order.details().fingerprint(),
                order.details().placedAt());
    }
}
