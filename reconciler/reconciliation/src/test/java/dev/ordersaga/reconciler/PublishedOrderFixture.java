package dev.ordersaga.reconciler;

import dev.ordersaga.reconciler.PublishedOrder.Repair;
import dev.ordersaga.reconciler.PublishedOrder.Resolution;
import dev.ordersaga.reconciler.PublishedOrder.Review;
import dev.ordersaga.reconciler.PublishedOrder.Status;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Orders as order-service publishes them. */
final class PublishedOrderFixture {

    private static final Instant PLACED = Instant.parse("2026-01-31T12:00:00.123Z");

    private PublishedOrderFixture() {}

    static OrderId newId() {
        return new OrderId("order-" + UUID.randomUUID());
    }

    static PublishedOrder pending(OrderId id) {
        return order(id, Status.PENDING, null, null, List.of());
    }

    static PublishedOrder confirmed(OrderId id) {
        return order(id, Status.CONFIRMED, null, null, List.of());
    }

    static PublishedOrder rejected(OrderId id) {
        return order(id, Status.REJECTED, null, null, List.of());
    }

    static PublishedOrder inRepair(OrderId id) {
        return order(id, Status.NEEDS_REPAIR, null, null, List.of());
    }

    /** Taken back by its customer while CONFIRMED. */
    static PublishedOrder takenBack(OrderId id, Instant at) {
        return order(id, Status.CONFIRMED, at, null, List.of());
    }

    /** PENDING, and approved by a person, whom the saga has asked. */
    static PublishedOrder approved(OrderId id, Instant at) {
        return order(id, Status.PENDING, null, new Review(false, true, at), List.of());
    }

    static PublishedOrder awaitingReview(OrderId id) {
        return order(id, Status.PENDING, null, new Review(true, true, null), List.of());
    }

    /** In repair, and decided about; the saga was not told. */
    static PublishedOrder decided(OrderId id, Resolution resolution, Instant at) {
        return order(id, Status.NEEDS_REPAIR, null, null, List.of(unrefunded(resolution, at, false)));
    }

    /** REJECTED although something is left over, because an operator said so. */
    static PublishedOrder rejectedWithLeftOver(OrderId id, Resolution resolution) {
        return order(id, Status.REJECTED, null, null, List.of(unrefunded(resolution, PLACED.plusSeconds(1), true)));
    }

    private static Repair unrefunded(Resolution resolution, Instant at, boolean delivered) {
        return new Repair(resolution, "operator-1", at, delivered, List.of("RefundPayment"));
    }

    private static PublishedOrder order(
            OrderId id, Status status, @Nullable Instant cancelledAt, @Nullable Review review, List<Repair> repairs) {
        return new PublishedOrder(id, status, PLACED, cancelledAt, review, repairs);
    }
}
