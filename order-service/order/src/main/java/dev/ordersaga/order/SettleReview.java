package dev.ordersaga.order;

import java.time.Clock;

/** Reads what was decided about an order. The answer is final: no decision in time is a refusal, and one that comes later is refused. */
public final class SettleReview {

    private final OrderMoves orders;
    private final Clock clock;

    public SettleReview(OrderMoves orders, Clock clock) {
        this.orders = orders;
        this.clock = clock;
    }

    /**
     * Settles it by one conditional write, which races with the person's and with the customer's who takes the order back.
     *
     * @return how the review ended, never WAITING; final
     * @throws UnknownOrder if the order was never written
     */
    public Review.State settle(OrderId id) {
        Review settled = orders.change(
                        id,
                        written -> written.orElseThrow(() -> new UnknownOrder("order " + id + " was never written"))
                                .settleReview(clock.instant()))
                .review();
        if (settled == null) {
            throw new AssertionError("settling leaves a review");
        }
        return settled.state();
    }
}
