package dev.ordersaga.order;

/** The order was rejected: there is nothing to take back. */
public final class TooLateToCancel extends RuntimeException {

    public TooLateToCancel(String message) {
        super(message);
    }
}
