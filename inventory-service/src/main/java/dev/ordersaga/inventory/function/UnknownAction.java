package dev.ordersaga.inventory.function;

/** A payload names no action of this function. */
class UnknownAction extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public UnknownAction(String message) {
        super(message);
    }
}
