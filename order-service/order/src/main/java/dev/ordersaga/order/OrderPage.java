package dev.ordersaga.order;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Part of a list of orders.
 *
 * @param next where the next page begins, null when this is the last
 */
public record OrderPage(List<Order> orders, @Nullable OrderPosition next) {

    public OrderPage {
        orders = List.copyOf(orders);
    }
}
