package dev.ordersaga.order;

/** Finds out what became of a ConfirmOrder whose answer never came. The answer is final: a ConfirmOrder that comes later is refused. */
public final class SettleConfirmation {

    /** The two answers; each is final. */
    public enum Decision {
        /** The order is confirmed, and the saga goes forward. */
        CONFIRMED,
        /** The order will never be confirmed, also not by a delivery that comes late; the saga goes back. */
        ABANDONED
    }

    private final OrderBook orders;

    public SettleConfirmation(OrderBook orders) {
        this.orders = orders;
    }

    /**
     * Settles it by one conditional write, which races with the late ConfirmOrder's.
     *
     * @throws UnknownOrder if the order was never written
     */
    public Decision settle(OrderId id) {
        Order settled = orders.change(
                id,
                written -> written.orElseThrow(() -> new UnknownOrder("order " + id + " was never written"))
                        .settleConfirmation());
        return settled.status() == OrderStatus.CONFIRMED ? Decision.CONFIRMED : Decision.ABANDONED;
    }
}
