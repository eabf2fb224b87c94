package dev.ordersaga.order.saga;

import dev.ordersaga.order.Order;
import dev.ordersaga.order.OrderId;
import dev.ordersaga.order.OrderStatus;
import dev.ordersaga.order.Orders;
import dev.ordersaga.order.Unavailable;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;

/**
 * Finds an order from the moment it was accepted: before its first step has written it, its saga knows it.
 *
 * <p>A saga that ended without deciding (stopped by hand, timed out) leaves an order that nobody will ever move; it is
 * answered as NEEDS_REPAIR with the reason {@code EXECUTION_<status>}.
 */
public final class FindOrder {

    /** A saga without trouble is done long before; younger PENDING orders are not worth a call to Step Functions. */
    static final Duration UNSUSPICIOUS = Duration.ofMinutes(1);

    private final Orders orders;
    private final Sagas sagas;
    private final Clock clock;

    public FindOrder(Orders orders, Sagas sagas, Clock clock) {
        this.orders = orders;
        this.sagas = sagas;
        this.clock = clock;
    }

    public Optional<Order> find(OrderId id) {
        Optional<Order> written = orders.find(id);
        return written.isPresent() ? written.map(this::asItStands) : findUnwritten(id);
    }

    /** A written order, unless its saga has left it behind. */
    public Order asItStands(Order written) {
        if (written.status() != OrderStatus.PENDING
                || clock.instant().isBefore(written.details().placedAt().plus(UNSUSPICIOUS))) {
            return written;
        }
        try {
            return sagas.find(written.id())
                    .filter(saga -> saga.status() != SagaStatus.RUNNING)
                    .map(saga -> orders.find(written.id())
                            .filter(again -> again.status() != OrderStatus.PENDING)
                            .orElseGet(() -> written.strandedBy(saga.status().name())))
                    .orElse(written);
        } catch (Unavailable stepFunctions) {
            return written; // what was written is true as far as anybody can tell now
        }
    }

    private Optional<Order> findUnwritten(OrderId id) {
        return sagas.find(id).flatMap(saga -> carriedBy(saga, id));
    }

    /** The order that a saga carries: as it is written where the saga has ended, since it may have written in between. */
    public Optional<Order> carriedBy(Saga saga, OrderId id) {
        if (saga.status() == SagaStatus.RUNNING) {
            return Optional.ofNullable(saga.order());
        }
        Optional<Order> written = orders.find(id);
        if (written.isPresent()) {
            return written.map(this::asItStands);
        }
        return Optional.ofNullable(saga.order())
                .map(order -> order.strandedBy(saga.status().name()));
    }
}
