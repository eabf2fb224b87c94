package dev.ordersaga.payment;

/** The gateway did not answer in time. Whether it did what it was asked is unknown until it is asked; trying again is safe. */
public class GatewayTimedOut extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public GatewayTimedOut(String message) {
        super(message);
    }
}
