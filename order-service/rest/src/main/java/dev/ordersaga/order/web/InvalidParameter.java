package dev.ordersaga.order.web;

import dev.ordersaga.order.request.Violation;

/** A query parameter that cannot be read. */
final class InvalidParameter extends RuntimeException {

    private final transient Violation violation;

    InvalidParameter(String parameter, String message) {
        super(parameter + ": " + message);
        this.violation = new Violation(parameter, message);
    }

    Violation violation() {
        return violation;
    }
}
