package dev.ordersaga.order;

/** The customer has taken the order back: it cannot be confirmed any more, and ends CANCELLED. */
public final class OrderCancelled extends RuntimeException {

    public OrderCancelled(String message) {
        super(message);
    }
}
