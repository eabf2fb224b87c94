package dev.ordersaga.order;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** Orders for tests. */
public final class OrderFixture {

    private OrderFixture() {}

    public static OrderId newId() {
        return new OrderId("order-" + UUID.randomUUID());
    }

    public static OrderDetails twoTeas() {
        return new OrderDetails(
                "customer-1",
                List.of(new OrderItem("TEA-1", 2, new Money(450, "EUR"))),
                new Money(900, "EUR"),
                "pm_ok",
                "fingerprint-1",
                Instant.parse("2026-01-31T12:00:00.123Z"));
    }

    public static Order pending() {
        return Order.pending(newId(), twoTeas());
    }

    public static List<Residual> unrefunded() {
        return List.of(new Residual("RefundPayment", "dev.ordersaga.payment.RefundRefused", "no such charge"));
    }

    /** By the customer, who gave no reason. */
    static Attribution byCustomer() {
        return new Attribution("customer-1", Instant.parse("2026-01-31T12:00:01Z"), null);
    }

    public static Order confirmed(OrderId id) {
        return Order.pending(id, twoTeas()).confirm();
    }

    public static Order rejected(OrderId id) {
        return Order.pending(id, twoTeas()).reject("OUT_OF_STOCK", List.of());
    }

    public static Order inRepair(OrderId id) {
        return Order.pending(id, twoTeas()).requestRepair("OUT_OF_STOCK", unrefunded(), "token-1");
    }

    /** Taken back by its customer while CONFIRMED. */
    public static Order takenBack(OrderId id, Instant at) {
        return confirmed(id).beginCancellation(new Attribution("customer-1", at, null));
    }

    /** PENDING, and approved by a person, whom the saga has asked. */
    public static Order approved(OrderId id, Instant at) {
        return Order.pending(id, twoTeas())
                .requestReview("token-1", at)
                .decideReview(Review.Decision.APPROVE, new Attribution("operator-1", at, null));
    }

    public static Order awaitingReview(OrderId id) {
        return Order.pending(id, twoTeas()).requestReview("token-1", Instant.parse("2026-01-31T12:00:01Z"));
    }

    /** In repair, and decided about; the saga was not told. */
    public static Order decided(OrderId id, RepairDecision.Resolution resolution, Instant at) {
        return inRepair(id).decideRepair(resolution, new Attribution("operator-1", at, "as agreed"));
    }

    /** REJECTED although something is left over, because an operator said so. */
    public static Order rejectedWithLeftOver(OrderId id, RepairDecision.Resolution resolution) {
        return decided(id, resolution, Instant.parse("2026-01-31T12:00:01Z"))
                .repairDelivered(List.of("token-1"))
                .reject("OUT_OF_STOCK", List.of());
    }
}
