package dev.ordersaga.order;

/** The order is CONFIRMED, and a confirmed order is not rejected. */
public final class OrderAlreadyConfirmed extends RuntimeException {

    public OrderAlreadyConfirmed(String message) {
        super(message);
    }
}
