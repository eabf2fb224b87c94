package dev.ordersaga.reconciler;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** order-service, as far as it is asked about orders. Every method may throw {@link Unavailable}. */
public interface OrderService {

    /** How an order stands as of now, never an older state. */
    Optional<PublishedOrder> find(OrderId id);

    /**
     * Orders of one status, newest first; one that has just changed may be missing or still be listed.
     *
     * @param after where the page before ended, null for the first
     */
    Page page(PublishedOrder.Status status, int limit, @Nullable String after);

    /** What the saga that carries an order starts with. */
    String sagaInput(OrderId id);

    /** What the saga that takes an order back starts with. */
    String refundInput(OrderId id);

    /**
     * Has the service tell the saga of an order what was decided about it; again is safe.
     *
     * @return whether the saga has it now
     */
    boolean deliverDecision(OrderId id);

    /**
     * Part of a list.
     *
     * @param next what to ask for the next page with, null when this was the last
     */
    record Page(List<PublishedOrder> orders, @Nullable String next) {

        public Page {
            orders = List.copyOf(orders);
        }
    }
}
