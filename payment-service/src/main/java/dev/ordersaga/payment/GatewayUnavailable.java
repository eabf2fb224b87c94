package dev.ordersaga.payment;

/** The gateway could not be reached, or said that it cannot serve now. What it did is unknown until it is asked; trying again is safe. */
public class GatewayUnavailable extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public GatewayUnavailable(String message) {
        super(message);
    }
}
