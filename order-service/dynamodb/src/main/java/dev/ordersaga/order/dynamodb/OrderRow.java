package dev.ordersaga.order.dynamodb;

import static software.amazon.awssdk.services.dynamodb.model.AttributeValue.fromBool;
import static software.amazon.awssdk.services.dynamodb.model.AttributeValue.fromL;
import static software.amazon.awssdk.services.dynamodb.model.AttributeValue.fromM;
import static software.amazon.awssdk.services.dynamodb.model.AttributeValue.fromN;
import static software.amazon.awssdk.services.dynamodb.model.AttributeValue.fromS;

import dev.ordersaga.order.Attribution;
import dev.ordersaga.order.Money;
import dev.ordersaga.order.Order;
import dev.ordersaga.order.OrderDetails;
import dev.ordersaga.order.OrderId;
import dev.ordersaga.order.OrderItem;
import dev.ordersaga.order.OrderStatus;
import dev.ordersaga.order.Repair;
import dev.ordersaga.order.RepairDecision;
import dev.ordersaga.order.RepairDecision.Resolution;
import dev.ordersaga.order.Residual;
import dev.ordersaga.order.Review;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
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
            row.put("residuals", of(order.residuals()));
        }
        if (!order.repair().tokens().isEmpty()) {
            row.put("repairTokens", texts(order.repair().tokens()));
        }
        if (order.repair().answered()) {
            row.put("repairAnswered", fromBool(true));
        }
        if (!order.repairs().isEmpty()) {
            row.put("repairs", fromL(order.repairs().stream().map(OrderRow::of).toList()));
        }
        Review review = order.review();
        if (review != null) {
            row.put("review", of(review));
        }
        Attribution cancellation = order.cancellation();
        if (cancellation != null) {
            row.put("cancellation", fromM(of(cancellation)));
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
                textOrNull(row, "reason"),
                new Repair(
                        residuals(row),
                        texts(row, "repairTokens"),
                        row.containsKey("repairAnswered"),
                        list(row, "repairs").stream()
                                .map(AttributeValue::m)
                                .map(OrderRow::repair)
                                .toList()),
                row.containsKey("review") ? review(value(row, "review").m()) : null,
                row.containsKey("cancellation")
                        ? attribution(value(row, "cancellation").m())
                        : null,
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

    private static AttributeValue of(List<Residual> residuals) {
        return fromL(residuals.stream().map(OrderRow::of).toList());
    }

    private static List<Residual> residuals(Map<String, AttributeValue> row) {
        return list(row, "residuals").stream()
                .map(AttributeValue::m)
                .map(left -> new Residual(text(left, "step"), text(left, "error"), text(left, "cause")))
                .toList();
    }

    private static AttributeValue of(RepairDecision repair) {
        Map<String, AttributeValue> map = of(repair.attribution());
        map.put("resolution", fromS(repair.resolution().name()));
        map.put("residuals", of(repair.residuals()));
        map.put("delivered", fromBool(repair.delivered()));
        return fromM(map);
    }

    private static RepairDecision repair(Map<String, AttributeValue> map) {
        return new RepairDecision(
                Resolution.valueOf(text(map, "resolution")),
                attribution(map),
                residuals(map),
                value(map, "delivered").bool());
    }

    private static AttributeValue of(Review review) {
        Map<String, AttributeValue> map = new HashMap<>();
        map.put("state", fromS(review.state().name()));
        map.put("tokens", texts(review.tokens()));
        put(map, "requestedAt", review.requestedAt());
        put(map, "decidedAt", review.decidedAt());
        put(map, "decidedBy", review.decidedBy());
        put(map, "reason", review.reason());
        return fromM(map);
    }

    private static Review review(Map<String, AttributeValue> map) {
        return new Review(
                Review.State.valueOf(text(map, "state")),
                texts(map, "tokens"),
                instant(map, "requestedAt"),
                instant(map, "decidedAt"),
                textOrNull(map, "decidedBy"),
                textOrNull(map, "reason"));
    }

    private static Map<String, AttributeValue> of(Attribution attribution) {
        Map<String, AttributeValue> map = new HashMap<>();
        map.put("by", fromS(attribution.by()));
        put(map, "at", attribution.at());
        put(map, "reason", attribution.reason());
        return map;
    }

    private static Attribution attribution(Map<String, AttributeValue> map) {
        return new Attribution(text(map, "by"), Instant.parse(text(map, "at")), textOrNull(map, "reason"));
    }

    private static void put(Map<String, AttributeValue> map, String name, @Nullable Instant at) {
        put(map, name, at == null ? null : sortable(at));
    }

    private static void put(Map<String, AttributeValue> map, String name, @Nullable String text) {
        if (text != null) {
            map.put(name, fromS(text));
        }
    }

    private static @Nullable Instant instant(Map<String, AttributeValue> map, String name) {
        String text = textOrNull(map, name);
        return text == null ? null : Instant.parse(text);
    }

    private static @Nullable String textOrNull(Map<String, AttributeValue> map, String name) {
        return map.containsKey(name) ? text(map, name) : null;
    }

    private static AttributeValue texts(List<String> texts) {
        return fromL(texts.stream().map(AttributeValue::fromS).toList());
    }

    private static List<String> texts(Map<String, AttributeValue> row, String name) {
        return list(row, name).stream().map(AttributeValue::s).toList();
    }

    private static List<AttributeValue> list(Map<String, AttributeValue> row, String name) {
        return row.containsKey(name) ? value(row, name).l() : List.of();
    }
}
