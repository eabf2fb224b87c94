package dev.ordersaga.order;

/** The order is CONFIRMED: after the pivot there is no way back. */
public final class OrderAlreadyConfirmed extends RuntimeException {

    public OrderAlreadyConfirmed(String message) {
        super(message);
    }
}
