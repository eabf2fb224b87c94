package dev.ordersaga.order.function;

/** The payload names no action of this service. */
final class UnknownAction extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public UnknownAction(String message) {
        super(message);
    }
}
