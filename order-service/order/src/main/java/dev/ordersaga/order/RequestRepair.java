package dev.ordersaga.order;

import java.util.List;

/** Asks for an operator, when something done for an order could not be undone. */
public final class RequestRepair {

    private final OrderBook orders;

    public RequestRepair(OrderBook orders) {
        this.orders = orders;
    }

    /**
     * Marks an order NEEDS_REPAIR and keeps with it what is left over and where the operator's decision goes.
     *
     * @param details of the order, for the case that it was never written
     * @throws OrderAlreadyConfirmed if it is CONFIRMED and nobody takes it back
     * @throws OrderNotPending if it ended otherwise
     */
    public void request(OrderId id, OrderDetails details, String reason, List<Residual> residuals, String taskToken) {
        orders.change(
                id,
                written -> written.orElseGet(() -> Order.pending(id, details))
                        .requestRepair(reason, residuals, taskToken));
    }
}
