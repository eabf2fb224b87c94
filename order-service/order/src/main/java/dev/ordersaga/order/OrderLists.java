package dev.ordersaga.order;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The orders that somebody looks through. A page is read within a bound: one that had to pass over many orders may be short, or empty,
 * and still name where the next begins. What has just changed may be missing or still be listed. Every method may throw {@link Unavailable}.
 */
public interface OrderLists {

    /** NEEDS_REPAIR, the oldest first. */
    OrderPage waitingForRepair(int limit, @Nullable OrderPosition after);

    /** PENDING until somebody reviews them, the oldest first. */
    OrderPage waitingForReview(int limit, @Nullable OrderPosition after);

    /**
     * PENDING without waiting for a review, the oldest first.
     *
     * @param before only those that were placed before this
     */
    OrderPage pendingSince(Instant before, int limit, @Nullable OrderPosition after);

    /** Of one customer, whatever their status, the newest first. */
    OrderPage ofCustomer(String customerId, int limit, @Nullable OrderPosition after);
}
