package dev.ordersaga.order.dynamodb;

import static software.amazon.awssdk.services.dynamodb.model.AttributeValue.fromBool;
import static software.amazon.awssdk.services.dynamodb.model.AttributeValue.fromL;
import static software.amazon.awssdk.services.dynamodb.model.AttributeValue.fromM;
import static software.amazon.awssdk.services.dynamodb.model.AttributeValue.fromN;
import static software.amazon.awssdk.services.dynamodb.model.AttributeValue.fromS;

import dev.ordersaga.order.Money;
import dev.ordersaga.order.Order;
import dev.ordersaga.order.OrderDetails;
import dev.ordersaga.order.OrderId;
import dev.ordersaga.order.OrderItem;
import dev.ordersaga.order.OrderStatus;
import dev.ordersaga.order.Residual;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** An order as an item of the orders table, and back. The item never expires. */
final class OrderRow {

    /** Always of one width, so that the index sorts texts as it would sort times. */
    private static final DateTimeFormatter SORTABLE =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

    private OrderRow() {}

    static String sortable(Instant placedAt) {
        return SORTABLE.format(placedAt);
    }

    static Map<String, AttributeValue> of(Order order) {
        OrderDetails details = order.details();
        Map<String, AttributeValue> row = new HashMap<>();
        row.put("id", fromS(order.id().value()));
        row.put("status", fromS(order.status().name()));
        row.put("version", fromN(Long.toString(order.version())));
        row.put("placedAt", fromS(sortable(details.placedAt())));
        row.put("customerId", fromS(details.customerId()));
        row.put("items", fromL(details.items().stream().map(OrderRow::of).toList()));
        row.put("total", of(details.total()));
        row.put("paymentMethod", fromS(details.paymentMethod()));
        row.put("fingerprint", fromS(details.fingerprint()));
        if (order.confirmationAbandoned()) {
            row.put("confirmationAbandoned", fromBool(true));
        }
        if (order.reason() != null) {
            row.put("reason", fromS(order.reason()));
        }
        if (!order.residuals().isEmpty()) {
            row.put(
                    "residuals",
                    fromL(order.residuals().stream().map(OrderRow::of).toList()));
        }
        if (!order.repairTokens().isEmpty()) {
            row.put(
                    "repairTokens",
                    fromL(order.repairTokens().stream()
                            .map(AttributeValue::fromS)
                            .toList()));
        }
        return row;
    }

    static Order read(Map<String, AttributeValue> row) {
        return new Order(
                new OrderId(text(row, "id")),
                new OrderDetails(
                        text(row, "customerId"),
                        list(row, "items").stream()
                                .map(AttributeValue::m)
                                .map(item -> new OrderItem(
                                        text(item, "sku"),
                                        Integer.parseInt(value(item, "quantity").n()),
                                        money(value(item, "unitPrice"))))
                                .toList(),
                        money(value(row, "total")),
                        text(row, "paymentMethod"),
                        text(row, "fingerprint"),
                        Instant.parse(text(row, "placedAt"))),
                OrderStatus.valueOf(text(row, "status")),
                row.containsKey("confirmationAbandoned"),
                row.containsKey("reason") ? text(row, "reason") : null,
                list(row, "residuals").stream()
                        .map(AttributeValue::m)
                        .map(left -> new Residual(text(left, "step"), text(left, "error"), text(left, "cause")))
                        .toList(),
                list(row, "repairTokens").stream().map(AttributeValue::s).toList(),
                Long.parseLong(value(row, "version").n()));
    }

    static AttributeValue of(Money money) {
        return fromM(Map.of("amount", fromN(Long.toString(money.amount())), "currency", fromS(money.currency())));
    }

    static Money money(AttributeValue value) {
        return new Money(Long.parseLong(value(value.m(), "amount").n()), text(value.m(), "currency"));
    }

    static String text(Map<String, AttributeValue> row, String name) {
        return value(row, name).s();
    }

    static AttributeValue value(Map<String, AttributeValue> row, String name) {
        AttributeValue value = row.get(name);
        if (value == null) {
            throw new IllegalStateException("the item has no " + name);
        }
        return value;
    }

    private static AttributeValue of(OrderItem item) {
        return fromM(Map.of(
                "sku", fromS(item.sku()),
                "quantity", fromN(Integer.toString(item.quantity())),
                "unitPrice", of(item.unitPrice())));
    }

    private static AttributeValue of(Residual residual) {
        return fromM(Map.of(
                "step", fromS(residual.step()), "error", fromS(residual.error()), "cause", fromS(residual.cause())));
    }

    private static List<AttributeValue> list(Map<String, AttributeValue> row, String name) {
        return row.containsKey(name) ? value(row, name).l() : List.of();
    }
}
