package dev.ordersaga.order;

/** Sends the saga of an order a decision that never reached it. Safe at any time, also when several callers do it at once. */
public final class DeliverDecision {

    private final Orders orders;
    private final DecideRepair repair;
    private final DecideReview review;

    public DeliverDecision(Orders orders, DecideRepair repair, DecideReview review) {
        this.orders = orders;
        this.repair = repair;
        this.review = review;
    }

    /**
     * Delivers the decision about the repair of an order that needs one, or about the review of one that is PENDING.
     *
     * @return whether the saga has it now; false when no saga waited at this moment, or nothing is decided
     * @throws UnknownOrder if it was never written
     * @throws Unavailable if it is not known; the same call again is safe
     */
    public boolean deliver(OrderId id) {
        Order order = orders.find(id).orElseThrow(() -> new UnknownOrder("order " + id + " was never written"));
        return switch (order.status()) {
            case NEEDS_REPAIR -> isTaken(repair.deliver(order));
            case PENDING -> review.wake(order);
            case CONFIRMED, REJECTED, CANCELLED -> false;
        };
    }

    private static boolean isTaken(Order order) {
        RepairDecision last = order.repair().last();
        return last != null && last.delivered();
    }
}
