package dev.ordersaga.order.web;

/** What the path names does not exist. */
final class NotFound extends RuntimeException {

    NotFound(String message) {
        super(message);
    }
}
