package dev.ordersaga.payment;

import dev.ordersaga.payment.CardGateway.RefundAnswer.RefundCases;
import dev.ordersaga.payment.CardGateway.Refunded;
import dev.ordersaga.payment.CardGateway.Refused;
import dev.ordersaga.payment.Payments.Progress;
import dev.ordersaga.payment.Payments.Refund;

/**
 * Undoes {@link ProcessPayment}: gives back what was charged, whenever and however often it is asked, and bars the rest. It needs
 * no memory of the charge: it refunds by the same key, and where nothing was charged yet the gateway bars the key, so that a
 * charge still on its way keeps no money.
 */
public final class RefundPayment {

    private final Payments payments;
    private final CardGateway gateway;

    public RefundPayment(Payments payments, CardGateway gateway) {
        this.payments = payments;
        this.gateway = gateway;
    }

    /**
     * Refunds once; a repeated call gets the first answer. Afterwards the order cannot be charged any more.
     *
     * @throws RefundRefused when the gateway refuses for good; the payment stays charged
     * @throws GatewayUnavailable when the outcome is not known; call again
     * @throws GatewayTimedOut when the outcome is not known; call again
     */
    public RefundResult refund(String orderId) {
        return payments.refund(orderId, progress -> switch (progress) {
            // No charge without an intent: from now on none can be written down.
            case NOTHING, DECLINED -> nothingCharged(orderId);
            case INTENDED, CHARGED -> refunded(orderId, progress);
        });
    }

    private Refund refunded(String orderId, Progress progress) {
        return gateway.refund(IdempotencyKey.ofOrder(orderId)).read(new RefundCases<>() {
            @Override
            public Refund refunded(Refunded refunded) {
                return new Refund(new RefundResult(orderId, Outcome.REFUNDED), refunded.amount());
            }

            @Override
            public Refund nothingCharged() {
                if (progress == Progress.CHARGED) {
                    throw new IllegalStateException(
                            "the gateway knows of no charge that we have in writing: order " + orderId);
                }
                return RefundPayment.nothingCharged(orderId);
            }

            @Override
            public Refund refused(Refused refused) {
                throw new RefundRefused(refused.reasonCode());
            }
        });
    }

    private static Refund nothingCharged(String orderId) {
        return new Refund(new RefundResult(orderId, Outcome.NOTHING_CHARGED), null);
    }

    /** What became of it. */
    public record RefundResult(String orderId, Outcome outcome) {}

    /** What there was to refund. */
    public enum Outcome {
        /** What was charged is given back. */
        REFUNDED,
        /** Nothing was charged, and from now on nothing will be. */
        NOTHING_CHARGED
    }
}
