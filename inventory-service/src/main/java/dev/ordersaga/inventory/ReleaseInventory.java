package dev.ordersaga.inventory;

/** Undoes {@link ReserveInventory}: puts back exactly what the reservation took, whenever and however often it is asked. */
public interface ReleaseInventory {

    /** Releases once; a repeated call gets the first answer. Afterwards the order cannot be reserved for any more. */
    Released release(String orderId);

    /** What became of it. */
    record Released(String orderId, Outcome outcome) {}

    /** What there was to release. */
    enum Outcome {
        /** The reserved pieces are back in the stock. */
        RELEASED,
        /** Nothing was reserved, and from now on nothing will be. */
        NOTHING_RESERVED
    }
}
