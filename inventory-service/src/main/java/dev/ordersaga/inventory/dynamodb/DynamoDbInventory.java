package dev.ordersaga.inventory.dynamodb;

import dev.ordersaga.inventory.DescribeStock;
import dev.ordersaga.inventory.Line;
import dev.ordersaga.inventory.ListReservations;
import dev.ordersaga.inventory.OutOfStock;
import dev.ordersaga.inventory.ReceiveStock;
import dev.ordersaga.inventory.ReleaseInventory;
import dev.ordersaga.inventory.Reservation;
import dev.ordersaga.inventory.ReserveInventory;
import dev.ordersaga.inventory.UnknownSku;
import dev.ordersaga.participant.Backoff;
import dev.ordersaga.participant.Effect;
import dev.ordersaga.participant.Fence;
import dev.ordersaga.participant.Recorded;
import dev.ordersaga.participant.Step;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.KeysAndAttributes;
import software.amazon.awssdk.services.dynamodb.model.ScanRequest;
import software.amazon.awssdk.services.dynamodb.model.ScanResponse;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;

/**
 * The stock in DynamoDB. Every change is one transaction of the step's record, the reservation's row and one update per sku;
 * a sku is never taken below zero because its update carries the condition, whoever else buys meanwhile.
 */
public final class DynamoDbInventory
        implements ReserveInventory, ReleaseInventory, ReceiveStock, DescribeStock, ListReservations {

    /** DynamoDB leaves keys of a batch unprocessed when it is throttled; after so many rounds the caller shall come back. */
    private static final int MOST_ROUNDS = 4;

    private static final String RESERVE = "ReserveInventory";
    private static final String RECEIVE = "ReceiveStock";

    private final DynamoDbClient dynamoDb;
    private final Clock clock;
    private final Tables tables;
    private final Fence fence;

    /**
     * The tables' names.
     *
     * @param stock hash key {@code sku}; {@code onHand}, pieces
     * @param reservations hash key {@code orderId}; for reading: {@code status}, {@code items}, {@code reservedAt}
     * @param steps the fence's
     */
    public record Tables(String stock, String reservations, String steps) {}

    public DynamoDbInventory(DynamoDbClient dynamoDb, Clock clock, Tables tables) {
        this(dynamoDb, clock, tables, Backoff.standard());
    }

    /** As the other, with other pauses when the stock is contended. */
    public DynamoDbInventory(DynamoDbClient dynamoDb, Clock clock, Tables tables, Backoff backoff) {
        this.dynamoDb = dynamoDb;
        this.clock = clock;
        this.tables = tables;
        this.fence = new Fence(dynamoDb, tables.steps(), clock)
                .backingOff(backoff)
                .refusing(OutOfStock.class, OutOfStock::new)
                .refusing(UnknownSku.class, UnknownSku::new);
    }

    @Override
    public Reserved reserve(Reservation reservation) {
        return fence.perform(new Step(reservation.orderId(), RESERVE), reservation, Reserved.class, () -> {
            Optional<RuntimeException> refused = reservation.refusedFor(
                    onHand(reservation.lines().stream().map(Line::sku).toList()));
            if (refused.isPresent()) {
                return Effect.refusal(refused.get());
            }
            List<TransactWriteItem> writes = new ArrayList<>();
            writes.add(reserved(reservation));
            reservation.lines().forEach(line -> writes.add(take(line)));
            return Effect.answer(Reserved.of(reservation.orderId()))
                    .remembering(reservation)
                    .writing(writes);
        });
    }

    @Override
    public Released release(String orderId) {
        return fence.compensate(new Step(orderId, RESERVE), Released.class, recorded -> {
            if (!recorded.isDone()) {
                return Effect.answer(new Released(orderId, Outcome.NOTHING_RESERVED));
            }
            List<TransactWriteItem> writes = new ArrayList<>();
            writes.add(released(orderId));
            reservation(recorded).lines().forEach(line -> writes.add(put(line)));
            return Effect.answer(new Released(orderId, Outcome.RELEASED)).writing(writes);
        });
    }

    @Override
    public Received receive(Delivery delivery) {
        Line line = delivery.line();
        return fence.perform(new Step(delivery.deliveryId(), RECEIVE), delivery, Received.class, () -> {
            // No condition on what was read: buyers of a hot sku must not be able to keep its delivery out. So the
            // answer
            // is what was on hand a moment before, and the delivery.
            long before = onHand(List.of(line.sku())).getOrDefault(line.sku(), 0L);
            return Effect.answer(new Received(line.sku(), before + line.quantity()))
                    .writing(put(line));
        });
    }

    /** Loads what a first call would have to load, and leaves nothing behind. */
    public void rehearse() {
        fence.rehearse();
        describe(List.of("rehearsal"));
    }

    @Override
    public Stock describe(List<String> skus) {
        Map<String, Long> onHand = onHand(skus);
        return new Stock(skus.stream()
                .map(sku -> new StockLevel(sku, onHand.getOrDefault(sku, 0L)))
                .toList());
    }

    @Override
    public ReservationView describe(String orderId) {
        Map<String, AttributeValue> row = dynamoDb.getItem(get -> get.tableName(tables.reservations())
                        .key(Map.of("orderId", AttributeValue.fromS(orderId)))
                        .consistentRead(true))
                .item();
        return new ReservationView(
                orderId,
                row.isEmpty()
                        ? ReservationStatus.NONE
                        : ReservationStatus.valueOf(attribute(row, "status").s()));
    }

    @Override
    public ReservationsPage list(int limit, @Nullable String after, @Nullable Instant since) {
        ScanRequest.Builder scan =
                ScanRequest.builder().tableName(tables.reservations()).limit(limit);
        if (after != null) {
            scan.exclusiveStartKey(Map.of("orderId", AttributeValue.fromS(after)));
        }
        if (since != null) {
            // An instant's text has a fraction or none, and so sorts right by the second only.
            String earliest =
                    since.truncatedTo(ChronoUnit.SECONDS).minusSeconds(1).toString();
            scan.filterExpression("reservedAt >= :since")
                    .expressionAttributeValues(Map.of(":since", AttributeValue.fromS(earliest)));
        }
        ScanResponse page = dynamoDb.scan(scan.build());
        AttributeValue last = page.lastEvaluatedKey().get("orderId");
        return new ReservationsPage(
                page.items().stream().map(DynamoDbInventory::listed).toList(), last == null ? null : last.s());
    }

    private static ListedReservation listed(Map<String, AttributeValue> row) {
        return new ListedReservation(
                attribute(row, "orderId").s(),
                ReservationStatus.valueOf(attribute(row, "status").s()),
                attribute(row, "items").l().stream()
                        .mapToLong(line ->
                                Long.parseLong(attribute(line.m(), "quantity").n()))
                        .sum(),
                (row.containsKey("releasedAt") ? attribute(row, "releasedAt") : attribute(row, "reservedAt")).s());
    }

    private static Reservation reservation(Recorded recorded) {
        return recorded.memo(Reservation.class);
    }

    /** Consistent reads, so that what is refused was truly not there. */
    private Map<String, Long> onHand(Collection<String> skus) {
        Map<String, Long> onHand = new HashMap<>();
        Map<String, KeysAndAttributes> asked = skus.isEmpty()
                ? Map.of()
                : Map.of(
                        tables.stock(),
                        KeysAndAttributes.builder()
                                .consistentRead(true)
                                .keys(new LinkedHashSet<>(skus)
                                        .stream()
                                                .map(sku -> Map.of("sku", AttributeValue.fromS(sku)))
                                                .toList())
                                .build());
        for (int round = 0; !asked.isEmpty(); round++) {
            if (round == MOST_ROUNDS) {
                throw SdkClientException.create("the stock is throttled: keys stayed unprocessed");
            }
            Map<String, KeysAndAttributes> asking = asked;
            BatchGetItemResponse answer = dynamoDb.batchGetItem(request -> request.requestItems(asking));
            answer.responses()
                    .getOrDefault(tables.stock(), List.of())
                    .forEach(item -> onHand.put(
                            attribute(item, "sku").s(),
                            Long.parseLong(attribute(item, "onHand").n())));
            asked = answer.unprocessedKeys();
        }
        return onHand;
    }

    private TransactWriteItem take(Line line) {
        return TransactWriteItem.builder()
                .update(update -> update.tableName(tables.stock())
                        .key(Map.of("sku", AttributeValue.fromS(line.sku())))
                        .updateExpression("SET onHand = onHand - :quantity")
                        .conditionExpression("onHand >= :quantity")
                        .expressionAttributeValues(Map.of(":quantity", number(line.quantity()))))
                .build();
    }

    private TransactWriteItem put(Line line) {
        return TransactWriteItem.builder()
                .update(update -> update.tableName(tables.stock())
                        .key(Map.of("sku", AttributeValue.fromS(line.sku())))
                        .updateExpression("ADD onHand :quantity")
                        .expressionAttributeValues(Map.of(":quantity", number(line.quantity()))))
                .build();
    }

    private TransactWriteItem reserved(Reservation reservation) {
        List<AttributeValue> items = reservation.lines().stream()
                .map(line -> AttributeValue.fromM(
                        Map.of("sku", AttributeValue.fromS(line.sku()), "quantity", number(line.quantity()))))
                .toList();
        return TransactWriteItem.builder()
                .put(put -> put.tableName(tables.reservations())
                        .item(Map.of(
                                "orderId", AttributeValue.fromS(reservation.orderId()),
                                "status", AttributeValue.fromS("RESERVED"),
                                "items", AttributeValue.fromL(items),
                                "reservedAt",
                                        AttributeValue.fromS(clock.instant().toString()))))
                .build();
    }

    private TransactWriteItem released(String orderId) {
        return TransactWriteItem.builder()
                .update(update -> update.tableName(tables.reservations())
                        .key(Map.of("orderId", AttributeValue.fromS(orderId)))
                        .updateExpression("SET #status = :released, releasedAt = :now")
                        .expressionAttributeNames(Map.of("#status", "status"))
                        .expressionAttributeValues(Map.of(
                                ":released", AttributeValue.fromS("RELEASED"),
                                ":now", AttributeValue.fromS(clock.instant().toString()))))
                .build();
    }

    private static AttributeValue attribute(Map<String, AttributeValue> item, String name) {
        return Objects.requireNonNull(item.get(name), name);
    }

    private static AttributeValue number(int value) {
        return AttributeValue.fromN(Integer.toString(value));
    }
}
