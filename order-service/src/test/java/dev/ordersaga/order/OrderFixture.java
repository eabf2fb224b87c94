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
}
