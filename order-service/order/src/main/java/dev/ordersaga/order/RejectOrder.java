package dev.ordersaga.order;

import java.util.List;

/**
 * Undoes {@link CreateOrder}: the order is REJECTED, also when it had never been written, or CANCELLED when its customer had
 * taken it back.
 */
public final class RejectOrder {

    private final OrderBook orders;

    public RejectOrder(OrderBook orders) {
        this.orders = orders;
    }

    /**
     * Rejects an order.
     *
     * @param details of the order, for the case that it was never written
     * @param reason what stands before its first colon is kept as the code that customers read
     * @param residuals what could not be undone
     * @throws ResidualsLeft if there are residuals
     * @throws OrderAlreadyConfirmed if it is CONFIRMED
     */
    public OrderBook.Ending reject(OrderId id, OrderDetails details, String reason, List<Residual> residuals) {
        return orders.undoCreate(
                id,
                written -> written.orElseGet(() -> Order.pending(id, details)).reject(reason, residuals));
    }
}
