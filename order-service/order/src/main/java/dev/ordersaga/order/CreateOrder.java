package dev.ordersaga.order;

/** The saga's first step: writes the order, PENDING. Undone by {@link RejectOrder}. */
public final class CreateOrder {

    private final OrderBook orders;

    public CreateOrder(OrderBook orders) {
        this.orders = orders;
    }

    public void create(OrderId id, OrderDetails details) {
        orders.create(Order.pending(id, details));
    }
}
