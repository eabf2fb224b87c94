package dev.ordersaga.order;

/** Something done for the order is not undone yet, so that calling it REJECTED would not be the truth. */
public final class ResidualsLeft extends RuntimeException {

    public ResidualsLeft(String message) {
        super(message);
    }
}
