package dev.ordersaga.order;

/** The review has been decided, so that nobody need wait for it. */
public final class ReviewDecided extends RuntimeException {

    public ReviewDecided(String message) {
        super(message);
    }
}
