package dev.ordersaga.order;

/** The order is not CONFIRMED, so that there is nothing a refund could take back. */
public final class OrderNotConfirmed extends RuntimeException {

    public OrderNotConfirmed(String message) {
        super(message);
    }
}
