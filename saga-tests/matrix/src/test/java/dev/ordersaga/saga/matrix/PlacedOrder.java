package dev.ordersaga.saga.matrix;

import dev.ordersaga.order.Money;
import dev.ordersaga.order.OrderDetails;
import dev.ordersaga.order.OrderItem;
import dev.ordersaga.saga.services.Participants;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import tools.jackson.databind.node.ObjectNode;

/** The order of one run: what its executions are started with, and what the order's row would say. */
record PlacedOrder(Plan plan, String id, String sku) {

    static final Instant PLACED_AT = Instant.parse("2030-01-01T00:00:00Z");

    private static final long PRICE = 1250;
    private static final long LARGE_PRICE = 30_000;
    private static final String FINGERPRINT = "5b4f0e0d5a4c2f5f8f5e0a0d6f1f3a1c9d7b6e2a4c8f0b1d3e5a7c9f2b4d6e80";

    static PlacedOrder of(Plan plan) {
        String id = UUID.randomUUID().toString().replace("-", "");
        return new PlacedOrder(plan, id, "sku-" + id);
    }

    long total() {
        return (plan.isLarge() ? LARGE_PRICE : PRICE) * Plan.QUANTITY;
    }

    /** What the order saga is started with. */
    ObjectNode input() {
        ObjectNode input = Participants.JSON.createObjectNode();
        input.put("orderId", id);
        input.put("customerId", "customer-1");
        ObjectNode item = input.putArray("items").addObject();
        item.put("sku", sku);
        item.put("quantity", Plan.QUANTITY);
        item.set("unitPrice", money(total() / Plan.QUANTITY));
        input.set("total", money(total()));
        input.put("paymentMethod", plan.card());
        input.put("fingerprint", FINGERPRINT);
        input.put("placedAt", PLACED_AT.toString());
        return input;
    }

    /** What the refund saga is started with. */
    ObjectNode refundInput(String by, Instant at) {
        ObjectNode input = input();
        input.putObject("cancellation").put("by", by).put("at", at.toString());
        return input;
    }

    OrderDetails details() {
        Money price = new Money(total() / Plan.QUANTITY, "EUR");
        return new OrderDetails(
                "customer-1",
                List.of(new OrderItem(sku, Plan.QUANTITY, price)),
                new Money(total(), "EUR"),
                plan.card(),
                FINGERPRINT,
                PLACED_AT);
    }

    private static ObjectNode money(long amount) {
        ObjectNode money = Participants.JSON.createObjectNode();
        money.put("amount", amount);
        money.put("currency", "EUR");
        return money;
    }
}
