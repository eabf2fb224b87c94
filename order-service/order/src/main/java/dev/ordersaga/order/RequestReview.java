package dev.ordersaga.order;

import java.time.Clock;

/** Asks for the review of an order before it is paid, and keeps with the order the task token that the decision is sent to. */
public final class RequestReview {

    private final OrderMoves orders;
    private final Clock clock;

    public RequestReview(OrderMoves orders, Clock clock) {
        this.orders = orders;
        this.clock = clock;
    }

    /**
     * Marks an order as one that waits for review.
     *
     * @throws UnknownOrder if it was never written
     * @throws OrderCancelled if its customer has taken it back
     * @throws OrderNotPending if it is not PENDING, or on its way out
     * @throws ReviewDecided if it was decided before
     */
    public void request(OrderId id, String taskToken) {
        orders.change(
                id,
                written -> written.orElseThrow(() -> new UnknownOrder("order " + id + " was never written"))
                        .requestReview(taskToken, clock.instant()));
    }
}
