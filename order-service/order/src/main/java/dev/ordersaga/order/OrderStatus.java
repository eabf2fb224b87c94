package dev.ordersaga.order;

/** Where an order stands; what its constant says is true when it is read. */
public enum OrderStatus {
    /** Accepted; its saga has not decided yet. */
    PENDING,
    /** Paid, reserved and decided: nothing takes it back but its customer. */
    CONFIRMED,
    /** Refused, with the reason; whatever had been done for it is undone. */
    REJECTED,
    /** Taken back by the customer, before it was confirmed or after; whatever had been done for it is undone. */
    CANCELLED,
    /** Something done for it could not be undone, or its saga died: an operator has to look. */
    NEEDS_REPAIR
}
