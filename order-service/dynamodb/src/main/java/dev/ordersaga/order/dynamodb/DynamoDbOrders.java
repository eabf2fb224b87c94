package dev.ordersaga.order.dynamodb;

import static dev.ordersaga.order.dynamodb.Answers.answered;
import static software.amazon.awssdk.services.dynamodb.model.AttributeValue.fromN;
import static software.amazon.awssdk.services.dynamodb.model.AttributeValue.fromS;

import dev.ordersaga.order.Order;
import dev.ordersaga.order.OrderId;
import dev.ordersaga.order.OrderMoves;
import dev.ordersaga.order.OrderPage;
import dev.ordersaga.order.OrderPosition;
import dev.ordersaga.order.OrderStatus;
import dev.ordersaga.order.Orders;
import dev.ordersaga.order.Review;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;

/**
 * The orders table: hash key {@code id}; indexes {@code by-status} by {@code status} and
 * {@code placedAt}, {@code by-customer} by {@code customerId} and {@code placedAt}. A move is one write on
 * the condition that the order's version is still the one the move was made from.
 */
public final class DynamoDbOrders implements Orders, OrderMoves {

    static final String ABSENT = "attribute_not_exists(id)";
    static final String UNCHANGED = "version = :version";

    private static final String BY_STATUS = "by-status";
    private static final String BY_CUSTOMER = "by-customer";
    private static final int LOOKED_AT_WITH_A_FILTER = 200;

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
    public OrderPage page(
            OrderStatus status,
            @Nullable String customerId,
            Review.@Nullable State review,
            int limit,
            @Nullable OrderPosition after) {
        Map<String, String> names = new HashMap<>(Map.of("#status", "status"));
        Map<String, AttributeValue> values = new HashMap<>(Map.of(":status", fromS(status.name())));
        List<String> filters = new ArrayList<>();
        if (customerId != null) {
            values.put(":customer", fromS(customerId));
            filters.add("#status = :status");
        }
        if (review != null) {
            filters.add("review.#state = :review");
            names.put("#state", "state");
            values.put(":review", fromS(review.name()));
        }
        return answered(() -> {
            // One more than asked for tells whether there is a next page.
            List<Order> found = new ArrayList<>();
            Map<String, AttributeValue> from = after == null ? Map.of() : keyOf(status, customerId, after);
            do {
                Map<String, AttributeValue> start = from;
                QueryResponse part = dynamoDb.query(request -> request.tableName(table)
                        .indexName(customerId == null ? BY_STATUS : BY_CUSTOMER)
                        .keyConditionExpression(customerId == null ? "#status = :status" : "customerId = :customer")
                        .filterExpression(filters.isEmpty() ? null : String.join(" AND ", filters))
                        .expressionAttributeNames(names)
                        .expressionAttributeValues(values)
                        .scanIndexForward(false)
                        // With a filter it limits what is looked at, not what is found.
                        .limit(filters.isEmpty() ? limit + 1 - found.size() : LOOKED_AT_WITH_A_FILTER)
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

    @Override
    public Order change(OrderId id, Function<Optional<Order>, Order> move) {
        Optional<Order> written = find(id);
        // Every lap that does not end here was lost to another's change, and an order has only a handful of those.
        while (true) {
            Order moved = move.apply(written);
            if (written.isPresent() && written.get().equals(moved)) {
                return moved;
            }
            PutItemRequest.Builder put = PutItemRequest.builder()
                    .tableName(table)
                    .item(OrderRow.of(moved))
                    .returnValuesOnConditionCheckFailure(ReturnValuesOnConditionCheckFailure.ALL_OLD);
            written.ifPresentOrElse(
                    before -> put.conditionExpression(UNCHANGED).expressionAttributeValues(versionOf(before)),
                    () -> put.conditionExpression(ABSENT));
            Optional<Order> winner = answered(() -> {
                try {
                    dynamoDb.putItem(put.build());
                    return Optional.empty();
                } catch (ConditionalCheckFailedException lost) {
                    if (!lost.hasItem() || lost.item().isEmpty()) {
                        throw new IllegalStateException(
                                "order " + id + " was deleted, which nothing of ours does", lost);
                    }
                    return Optional.of(OrderRow.read(lost.item()));
                }
            });
            if (winner.isEmpty()) {
                return moved;
            }
            written = winner;
        }
    }

    static Map<String, AttributeValue> versionOf(Order order) {
        return Map.of(":version", fromN(Long.toString(order.version())));
    }

    private static Map<String, AttributeValue> keyOf(
            OrderStatus status, @Nullable String customerId, OrderPosition position) {
        return Map.of(
                "id",
                fromS(position.id().value()),
                customerId == null ? "status" : "customerId",
                fromS(customerId == null ? status.name() : customerId),
                "placedAt",
                fromS(OrderRow.sortable(position.placedAt())));
    }
}
