package dev.ordersaga.order;

/** No such order has been written. */
public final class UnknownOrder extends RuntimeException {

    public UnknownOrder(String message) {
        super(message);
    }
}
