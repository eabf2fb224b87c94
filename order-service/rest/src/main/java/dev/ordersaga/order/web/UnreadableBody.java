package dev.ordersaga.order.web;

import org.springframework.http.HttpStatus;

/** A body ended before its end, was framed wrongly, or did not come in time. */
final class UnreadableBody extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final HttpStatus status;

    UnreadableBody(HttpStatus status, String message) {
        super(message);
        this.status = status;
    }

    HttpStatus status() {
        return status;
    }
}
