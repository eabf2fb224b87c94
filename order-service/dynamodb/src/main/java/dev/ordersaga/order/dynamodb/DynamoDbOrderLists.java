package dev.ordersaga.order.dynamodb;

import static dev.ordersaga.order.dynamodb.Answers.answered;
import static software.amazon.awssdk.services.dynamodb.model.AttributeValue.fromS;

import dev.ordersaga.order.Order;
import dev.ordersaga.order.OrderId;
import dev.ordersaga.order.OrderLists;
import dev.ordersaga.order.OrderPage;
import dev.ordersaga.order.OrderPosition;
import dev.ordersaga.order.OrderStatus;
import dev.ordersaga.order.Review;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;

/** The orders table looked through by its indexes {@code by-status} and {@code by-customer}. */
public final class DynamoDbOrderLists implements OrderLists {

    static final int MAX_QUERIES = 5;
    private static final int LOOKED_AT = 200;

    private static final String WAITING = "review.#state = :waiting";
    private static final String NOT_WAITING = "(attribute_not_exists(review) OR review.#state <> :waiting)";

    private final DynamoDbClient dynamoDb;
    private final String table;

    public DynamoDbOrderLists(DynamoDbClient dynamoDb, String table) {
        this.dynamoDb = dynamoDb;
        this.table = table;
    }

    @Override
    public OrderPage waitingForRepair(int limit, @Nullable OrderPosition after) {
        return page(Search.of(OrderStatus.NEEDS_REPAIR, null, null), limit, after);
    }

    @Override
    public OrderPage waitingForReview(int limit, @Nullable OrderPosition after) {
        return page(Search.of(OrderStatus.PENDING, null, WAITING), limit, after);
    }

    @Override
    public OrderPage pendingSince(Instant before, int limit, @Nullable OrderPosition after) {
        return page(Search.of(OrderStatus.PENDING, before, NOT_WAITING), limit, after);
    }

    @Override
    public OrderPage ofCustomer(String customerId, int limit, @Nullable OrderPosition after) {
        return page(
                new Search(
                        "by-customer",
                        "customerId = :customer",
                        null,
                        Map.of(),
                        Map.of(":customer", fromS(customerId)),
                        false,
                        Map.of("customerId", fromS(customerId))),
                limit,
                after);
    }

    /**
     * What is looked for.
     *
     * @param filter null for all that the key finds
     * @param key the attributes, besides id and placedAt, by which the index knows an order
     */
    private record Search(
            String index,
            String condition,
            @Nullable String filter,
            Map<String, String> names,
            Map<String, AttributeValue> values,
            boolean oldestFirst,
            Map<String, AttributeValue> key) {

        static Search of(OrderStatus status, @Nullable Instant before, @Nullable String filter) {
            Map<String, String> names = new HashMap<>(Map.of("#status", "status"));
            Map<String, AttributeValue> values = new HashMap<>(Map.of(":status", fromS(status.name())));
            if (before != null) {
                values.put(":before", fromS(OrderRow.sortable(before)));
            }
            if (filter != null) {
                names.put("#state", "state");
                values.put(":waiting", fromS(Review.State.WAITING.name()));
            }
            return new Search(
                    "by-status",
                    "#status = :status" + (before == null ? "" : " AND placedAt < :before"),
                    filter,
                    names,
                    values,
                    true,
                    Map.of("status", fromS(status.name())));
        }

        Map<String, AttributeValue> start(OrderPosition after) {
            Map<String, AttributeValue> start = new HashMap<>(key);
            start.put("id", fromS(after.id().value()));
            start.put("placedAt", fromS(OrderRow.sortable(after.placedAt())));
            return start;
        }
    }

    private OrderPage page(Search search, int limit, @Nullable OrderPosition after) {
        return answered(() -> {
            // One more than asked for tells whether there is a next page.
            List<Order> found = new ArrayList<>();
            Map<String, AttributeValue> from = after == null ? Map.of() : search.start(after);
            int queries = 0;
            do {
                QueryResponse part = query(search, from, limit + 1 - found.size());
                part.items().forEach(row -> found.add(OrderRow.read(row)));
                from = part.lastEvaluatedKey();
                queries++;
            } while (found.size() <= limit && !from.isEmpty() && queries < MAX_QUERIES);
            if (found.size() > limit) {
                Order last = found.get(limit - 1);
                return new OrderPage(
                        found.subList(0, limit),
                        new OrderPosition(last.details().placedAt(), last.id()));
            }
            return new OrderPage(found, from.isEmpty() ? null : positionOf(from));
        });
    }

    private QueryResponse query(Search search, Map<String, AttributeValue> from, int wanted) {
        return dynamoDb.query(request -> request.tableName(table)
                .indexName(search.index())
                .keyConditionExpression(search.condition())
                .filterExpression(search.filter())
                .expressionAttributeNames(search.names().isEmpty() ? null : search.names())
                .expressionAttributeValues(search.values())
                .scanIndexForward(search.oldestFirst())
                // With a filter it limits what is looked at, not what is found.
                .limit(search.filter() == null ? wanted : LOOKED_AT)
                .exclusiveStartKey(from.isEmpty() ? null : from));
    }

    private static OrderPosition positionOf(Map<String, AttributeValue> key) {
        return new OrderPosition(Instant.parse(OrderRow.text(key, "placedAt")), new OrderId(OrderRow.text(key, "id")));
    }
}
