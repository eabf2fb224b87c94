package dev.ordersaga.inventory;

/** Undoes {@link ReserveInventory}: puts back exactly what the reservation took, whenever and however often it is asked. */
public final class ReleaseInventory {

    private final Stock stock;

    public ReleaseInventory(Stock stock) {
        this.stock = stock;
    }

    /** Releases once; a repeated call gets the first answer. Afterwards the order cannot be reserved for any more. */
    public Released release(String orderId) {
        return stock.putBack(
                orderId,
                taken -> new Released(orderId, taken.isPresent() ? Outcome.RELEASED : Outcome.NOTHING_RESERVED));
    }

    /** What became of it. */
    public record Released(String orderId, Outcome outcome) {}

    /** What there was to release. */
    public enum Outcome {
        /** The reserved pieces are back in the stock. */
        RELEASED,
        /** Nothing was reserved, and from now on nothing will be. */
        NOTHING_RESERVED
    }
}
