package dev.ordersaga.payment;

/** Charges an order's money, once. Undone by {@link RefundPayment}. */
public interface ProcessPayment {

    /**
     * Charges once; a repeated call gets the first answer.
     *
     * @throws CardDeclined when the gateway declines; the first answer, for ever
     * @throws GatewayUnavailable when the outcome is not known; call again
     * @throws GatewayTimedOut when the outcome is not known; call again
     * @throws dev.ordersaga.participant.StepAlreadyCompensated when the order's payment was refunded before
     */
    Processed process(Payment payment);

    /** What an order is to be charged. */
    record Payment(String orderId, Money amount, PaymentMethod method) {

        public Payment {
            IdempotencyKey.checked(orderId);
            if (amount.amount() == 0) {
                throw new IllegalArgumentException("amount must be more than nothing");
            }
        }
    }

    /**
     * The money is charged.
     *
     * @param paymentId the gateway's
     * @param status always {@code CHARGED}
     */
    record Processed(String paymentId, String status) {

        public static Processed charged(String paymentId) {
            return new Processed(paymentId, "CHARGED");
        }
    }
}
