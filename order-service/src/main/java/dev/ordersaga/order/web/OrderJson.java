package dev.ordersaga.order.web;

import dev.ordersaga.order.Money;
import dev.ordersaga.order.Order;
import dev.ordersaga.order.OrderItem;
import dev.ordersaga.order.OrderStatus;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An order as customers read it: without the payment method, and without what only operators need. */
record OrderJson(
        String id,
        OrderStatus status,
        String customerId,
        List<OrderItem> items,
        Money total,
        @Nullable String reason) {

    static OrderJson of(Order order) {
        return new OrderJson(
                order.id().value(),
                order.status(),
                order.details().customerId(),
                order.details().items(),
                order.details().total(),
                order.reason());
    }
}
