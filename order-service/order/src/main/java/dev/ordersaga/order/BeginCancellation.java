package dev.ordersaga.order;

/** The first step of taking a CONFIRMED order back: from here on it ends CANCELLED. */
public final class BeginCancellation {

    private final OrderMoves orders;

    public BeginCancellation(OrderMoves orders) {
        this.orders = orders;
    }

    /**
     * Keeps with the order who took it back; the first one counts.
     *
     * @throws OrderNotConfirmed if it was never CONFIRMED
     * @throws UnknownOrder if it was never written
     */
    public OrderStatus begin(OrderId id, Attribution cancellation) {
        return orders.change(
                        id,
                        written -> written.orElseThrow(() -> new UnknownOrder("order " + id + " was never written"))
                                .beginCancellation(cancellation))
                .status();
    }
}
