package dev.ordersaga.payment.function;

/** A payload is not of its action's form. The message points at the field and repeats no value. */
class InvalidPayload extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public InvalidPayload(String message) {
        super(message);
    }
}
