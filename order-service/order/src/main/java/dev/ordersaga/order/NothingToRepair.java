package dev.ordersaga.order;

/** The order's saga does not wait for an operator. */
public final class NothingToRepair extends RuntimeException {

    public NothingToRepair(String message) {
        super(message);
    }
}
