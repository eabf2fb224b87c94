package dev.ordersaga.order;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The orders that were written. Every method may throw {@link Unavailable}. */
public interface Orders {

    /** Reads what was last written, never an older state. */
    Optional<Order> find(OrderId id);

    /**
     * Orders of one status, newest first; one that has just changed may be missing or still be listed.
     *
     * @param customerId only this customer's, null for all
     * @param review only those whose review stands so, null for all
     * @param limit how many at most, from 1
     * @param after where the page before ended, null for the first
     */
    OrderPage page(
            OrderStatus status,
            @Nullable String customerId,
            Review.@Nullable State review,
            int limit,
            @Nullable OrderPosition after);

    /** Orders of one status, whatever became of their reviews. */
    default OrderPage page(OrderStatus status, int limit, @Nullable OrderPosition after) {
        return page(status, null, null, limit, after);
    }
}
