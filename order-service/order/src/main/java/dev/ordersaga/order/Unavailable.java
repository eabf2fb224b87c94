package dev.ordersaga.order;

/** A service that we stand on did not answer in time, or answered that it cannot; trying again later may help. */
public final class Unavailable extends RuntimeException {

    private final String service;

    /** @param service its name as operators know it, such as {@code "DynamoDB"} */
    public Unavailable(String service, Throwable cause) {
        super(service + " is not available", cause);
        this.service = service;
    }

    public String service() {
        return service;
    }
}
