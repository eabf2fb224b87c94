package dev.ordersaga.order.dynamodb;

import dev.ordersaga.order.Order;
import dev.ordersaga.order.OrderBook;
import dev.ordersaga.order.OrderId;
import dev.ordersaga.order.OrderStatus;
import dev.ordersaga.participant.Effect;
import dev.ordersaga.participant.Fence;
import dev.ordersaga.participant.Step;
import dev.ordersaga.participant.StepAlreadyCompensated;
import java.util.Optional;
import java.util.function.Function;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.Put;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;

/** The orders table as the saga's steps write it: CreateOrder and its undoing stand behind the fence. */
public final class DynamoDbOrderBook implements OrderBook {

    private final String table;
    private final DynamoDbOrders orders;
    private final Fence fence;

    public DynamoDbOrderBook(DynamoDbClient dynamoDb, String table, Fence fence) {
        this.table = table;
        this.orders = new DynamoDbOrders(dynamoDb, table);
        this.fence = fence;
    }

    @Override
    public void create(Order order) {
        Step step = stepOf(order.id());
        Put put = Put.builder()
                .tableName(table)
                .item(OrderRow.of(order))
                .conditionExpression(DynamoDbOrders.ABSENT)
                .build();
        Effect<Created> already = Effect.answer(new Created(order.id().value()));
        Effect<Created> written =
                already.writing(TransactWriteItem.builder().put(put).build());
        fence.perform(step, order.details(), Created.class, () -> written, () -> {
            Optional<Order> found = orders.find(order.id());
            if (found.isEmpty()) {
                return written;
            }
            if (found.get().status() == OrderStatus.PENDING
                    && found.get().details().equals(order.details())) {
                return already;
            }
            throw new StepAlreadyCompensated(step);
        });
    }

    @Override
    public Ending undoCreate(OrderId id, Function<Optional<Order>, Order> move) {
        return fence.compensate(stepOf(id), Ending.class, recorded -> {
            Optional<Order> written = orders.find(id);
            Order ended = move.apply(written);
            Effect<Ending> effect =
                    Effect.answer(new Ending(ended.status(), ended.reason() == null ? "" : ended.reason()));
            if (written.isPresent() && written.get().equals(ended)) {
                return effect;
            }
            Put.Builder put = Put.builder().tableName(table).item(OrderRow.of(ended));
            written.ifPresentOrElse(
                    before -> put.conditionExpression(DynamoDbOrders.UNCHANGED)
                            .expressionAttributeValues(DynamoDbOrders.versionOf(before)),
                    () -> put.conditionExpression(DynamoDbOrders.ABSENT));
            return effect.writing(TransactWriteItem.builder().put(put.build()).build());
        });
    }

    @Override
    public Order change(OrderId id, Function<Optional<Order>, Order> move) {
        return orders.change(id, move);
    }

    private static Step stepOf(OrderId id) {
        return new Step(id.value(), "CreateOrder");
    }

    /** What the fence keeps as CreateOrder's answer. */
    private record Created(String orderId) {}
}
