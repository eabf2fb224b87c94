package dev.ordersaga.linter.sam;

/** A template that cannot be read, or has no such state machine; the message says in one line what is the matter. */
public final class InvalidTemplate extends RuntimeException {

    private static final long serialVersionUID = 1L;

    InvalidTemplate(String message) {
        super(message);
    }
}
