package dev.ordersaga.order.web;

/** The request's body is larger than {@link RequestBody#LARGEST}. */
final class BodyTooLarge extends RuntimeException {

    BodyTooLarge() {
        super("the body must not be larger than " + RequestBody.LARGEST + " bytes");
    }
}
