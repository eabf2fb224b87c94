package dev.ordersaga.order;

/** The order waits for no review, or another decision came first. */
public final class NoReviewWaiting extends RuntimeException {

    public NoReviewWaiting(String message) {
        super(message);
    }
}
