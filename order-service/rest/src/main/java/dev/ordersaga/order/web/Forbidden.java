package dev.ordersaga.order.web;

/** The caller is known and may not do this. */
final class Forbidden extends RuntimeException {

    private static final long serialVersionUID = 1L;

    Forbidden(String message) {
        super(message);
    }
}
