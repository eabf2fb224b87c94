package dev.ordersaga.order;

import java.util.List;

/** The last step of taking a CONFIRMED order back: it is CANCELLED. */
public final class CancelOrder {

    private final OrderMoves orders;

    public CancelOrder(OrderMoves orders) {
        this.orders = orders;
    }

    /**
     * Ends an order; one that is CANCELLED already stays so.
     *
     * @param residuals what could not be undone
     * @throws ResidualsLeft if there are residuals
     * @throws OrderNotConfirmed if no cancellation began when it was CONFIRMED
     * @throws UnknownOrder if it was never written
     */
    public void cancel(OrderId id, List<Residual> residuals) {
        orders.change(
                id,
                written -> written.orElseThrow(() -> new UnknownOrder("order " + id + " was never written"))
                        .cancel(residuals));
    }
}
