package dev.ordersaga.payment;

/** Undoes {@link ProcessPayment}: gives back what was charged, whenever and however often it is asked, and bars the rest. */
public interface RefundPayment {

    /**
     * Refunds once; a repeated call gets the first answer. Afterwards the order cannot be charged any more.
     *
     * @throws RefundRefused when the gateway refuses for good; the payment stays charged
     * @throws GatewayUnavailable when the outcome is not known; call again
     * @throws GatewayTimedOut when the outcome is not known; call again
     */
    RefundResult refund(String orderId);

    /** What became of it. */
    record RefundResult(String orderId, Outcome outcome) {}

    /** What there was to refund. */
    enum Outcome {
        /** What was charged is given back. */
        REFUNDED,
        /** Nothing was charged, and from now on nothing will be. */
        NOTHING_CHARGED
    }
}
