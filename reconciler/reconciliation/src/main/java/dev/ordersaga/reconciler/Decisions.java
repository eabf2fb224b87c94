package dev.ordersaga.reconciler;

import dev.ordersaga.order.DecideRepair;
import dev.ordersaga.order.DecideReview;
import dev.ordersaga.order.Order;
import dev.ordersaga.order.Unavailable;

/** Decisions of people that were written, and never reached the saga that waits for them. */
public interface Decisions {

    /**
     * Delivers the last decision about an order's repair.
     *
     * @return whether the saga has it now
     * @throws Unavailable if that is not known; again is safe
     */
    boolean deliverRepair(Order order);

    /**
     * Wakes the saga of an order whose review is decided.
     *
     * @return whether it was waiting
     * @throws Unavailable if that is not known; again is safe
     */
    boolean wakeReview(Order order);

    /** As those deliver them who decide. */
    static Decisions by(DecideRepair repair, DecideReview review) {
        return new Decisions() {
            @Override
            public boolean deliverRepair(Order order) {
                Order after = repair.deliver(order);
                return after.repairs().isEmpty()
                        || after.repairs().get(after.repairs().size() - 1).delivered();
            }

            @Override
            public boolean wakeReview(Order order) {
                return review.wake(order);
            }
        };
    }
}
