package dev.ordersaga.order;

/** The order has left PENDING, or is on its way out: it cannot be confirmed any more. */
public final class OrderNotPending extends RuntimeException {

    public OrderNotPending(String message) {
        super(message);
    }
}
