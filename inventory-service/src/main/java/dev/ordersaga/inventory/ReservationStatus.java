package dev.ordersaga.inventory;

/** How a reservation stands. */
public enum ReservationStatus {
    /** There is none. */
    NONE,
    /** The pieces are out of the stock, for this order. */
    RESERVED,
    /** It was undone: the pieces are back. */
    RELEASED
}
