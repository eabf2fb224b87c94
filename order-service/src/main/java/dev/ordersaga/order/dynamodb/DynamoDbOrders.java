package dev.ordersaga.order.dynamodb;

import static dev.ordersaga.order.dynamodb.Answers.answered;
import static software.amazon.awssdk.services.dynamodb.model.AttributeValue.fromS;

import dev.ordersaga.order.Order;
import dev.ordersaga.order.OrderId;
import dev.ordersaga.order.OrderPage;
import dev.ordersaga.order.OrderPosition;
import dev.ordersaga.order.OrderStatus;
import dev.ordersaga.order.Orders;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;

/** The orders table: hash key {@code id}; index {@code by-status} by {@code status} and {@code placedAt}. */
public final class DynamoDbOrders implements Orders {

    private static final String BY_STATUS = "by-status";

    private final DynamoDbClient dynamoDb;
    private final String table;

    public DynamoDbOrders(DynamoDbClient dynamoDb, String table) {
        this.dynamoDb = dynamoDb;
        this.table = table;
    }

    @Override
    public Optional<Order> find(OrderId id) {
        return answered(() -> {
            Map<String, AttributeValue> row = dynamoDb.getItem(request -> request.tableName(table)
                            .key(Map.of("id", fromS(id.value())))
                            .consistentRead(true))
                    .item();
            return row.isEmpty() ? Optional.empty() : Optional.of(OrderRow.read(row));
        });
    }

    @Override
    public OrderPage page(OrderStatus status, int limit, @Nullable OrderPosition after) {
        return answered(() -> {
            // One more than asked for tells whether there is a next page.
            List<Order> found = new ArrayList<>();
            Map<String, AttributeValue> from = after == null ? Map.of() : keyOf(status, after);
            do {
                Map<String, AttributeValue> start = from;
                QueryResponse part = dynamoDb.query(request -> request.tableName(table)
                        .indexName(BY_STATUS)
                        .keyConditionExpression("#status = :status")
                        .expressionAttributeNames(Map.of("#status", "status"))
                        .expressionAttributeValues(Map.of(":status", fromS(status.name())))
                        .scanIndexForward(false)
                        .limit(limit + 1 - found.size())
                        .exclusiveStartKey(start.isEmpty() ? null : start));
                part.items().forEach(row -> found.add(OrderRow.read(row)));
                from = part.lastEvaluatedKey();
            } while (found.size() <= limit && !from.isEmpty());
            if (found.size() <= limit) {
                return new OrderPage(found, null);
            }
            Order last = found.get(limit - 1);
            return new OrderPage(
                    found.subList(0, limit), new OrderPosition(last.details().placedAt(), last.id()));
        });
    }

    private static Map<String, AttributeValue> keyOf(OrderStatus status, OrderPosition position) {
        return Map.of(
                "id", fromS(position.id().value()),
                "status", fromS(status.name()),
                "placedAt", fromS(OrderRow.sortable(position.placedAt())));
    }
}
