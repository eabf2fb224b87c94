package dev.ordersaga.order;

/** The pivot: one conditional write decides that the order is CONFIRMED. */
public final class ConfirmOrder {

    private final OrderBook orders;

    public ConfirmOrder(OrderBook orders) {
        this.orders = orders;
    }

    /**
     * Confirms an order; one that is confirmed already stays so.
     *
     * @throws OrderCancelled if its customer has taken it back
     * @throws OrderNotPending if it cannot be confirmed any more, or was never written
     */
    public void confirm(OrderId id) {
        orders.change(
                id,
                written -> written.orElseThrow(() -> new OrderNotPending("order " + id + " was never written"))
                        .confirm());
    }
}
