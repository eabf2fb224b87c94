package dev.ordersaga.payment;

import org.jspecify.annotations.Nullable;

/** Tells how an order's payment stands, as far as we have it in writing. */
public final class DescribePayment {

    private final Payments payments;

    public DescribePayment(Payments payments) {
        this.payments = payments;
    }

    /** Reads the payment of an order, which may have none. */
    public PaymentView describe(String orderId) {
        return payments.find(orderId);
    }

    /**
     * A payment as it stands.
     *
     * @param charged what was taken, or null when nothing was (as far as known)
     * @param kept what of it was not given back, or null when nothing was taken
     */
    public record PaymentView(
            String orderId,
            PaymentStatus status,
            @Nullable Money charged,
            @Nullable Money kept) {

        /** An order that has none. */
        public static PaymentView none(String orderId) {
            return new PaymentView(orderId, PaymentStatus.NONE, null, null);
        }
    }
}
