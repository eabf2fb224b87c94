package dev.ordersaga.payment;

import org.jspecify.annotations.Nullable;

/** Tells how an order's payment stands, as far as we have it in writing. */
public interface DescribePayment {

    /** Reads the payment of an order, which may have none. */
    PaymentView describe(String orderId);

    /**
     * A payment as it stands.
     *
     * @param charged what was taken, or null when nothing was (as far as known)
     * @param kept what of it was not given back, or null when nothing was taken
     */
    record PaymentView(
            String orderId,
            PaymentStatus status,
            @Nullable Money charged,
            @Nullable Money kept) {}

    /** How a payment stands. */
    enum PaymentStatus {
        /** There is none. */
        NONE,
        /** It is intended; what the gateway made of it is not in writing yet. */
        PENDING,
        /** The money is taken. */
        CHARGED,
        /** The gateway declined it. */
        DECLINED,
        /** It was undone: what was taken, if anything, is given back. */
        REFUNDED
    }
}
