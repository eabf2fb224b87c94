package dev.ordersaga.payment;

/** How a payment stands. */
public enum PaymentStatus {
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
