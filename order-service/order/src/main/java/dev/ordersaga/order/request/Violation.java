package dev.ordersaga.order.request;

/**
 * What is wrong with one field of a request.
 *
 * @param field where, as in {@code items[1].quantity}
 * @param message what is expected there; never the value that was sent, which may be a secret
 */
public record Violation(String field, String message) {}
