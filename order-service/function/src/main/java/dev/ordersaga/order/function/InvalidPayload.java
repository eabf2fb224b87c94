package dev.ordersaga.order.function;

/** The payload is not of its action's form; the message names the field and never a value. */
final class InvalidPayload extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public InvalidPayload(String message) {
        super(message);
    }
}
