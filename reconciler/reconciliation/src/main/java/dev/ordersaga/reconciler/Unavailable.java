package dev.ordersaga.reconciler;

/** A service that is to be compared did not answer in time, or answered that it cannot; the next pass may find it well. */
public final class Unavailable extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** @param service its name as operators know it, such as {@code "DynamoDB"} */
    public Unavailable(String service, Throwable cause) {
        super(service + " is not available", cause);
    }
}
