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

    public static Order confirmed(OrderId id) {
        return Order.pending(id, twoTeas()).confirm();
    }

    public static Order rejected(OrderId id) {
        return Order.pending(id, twoTeas()).reject("OUT_OF_STOCK", List.of());
    }

    public static Order inRepair(OrderId id) {
        return Order.pending(id, twoTeas()).requestRepair("OUT_OF_STOCK", unrefunded(), "token-1");
    }
}
