package dev.ordersaga.inventory.dynamodb;

import dev.ordersaga.inventory.Line;
import dev.ordersaga.inventory.OutOfStock;
import dev.ordersaga.inventory.ReceiveStock.Delivery;
import dev.ordersaga.inventory.ReceiveStock.Received;
import dev.ordersaga.inventory.ReleaseInventory.Released;
import dev.ordersaga.inventory.Reservation;
import dev.ordersaga.inventory.ReserveInventory.Reserved;
import dev.ordersaga.inventory.Stock;
import dev.ordersaga.inventory.UnknownSku;
import dev.ordersaga.participant.Backoff;
import dev.ordersaga.participant.Effect;
import dev.ordersaga.participant.Fence;
import dev.ordersaga.participant.Step;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.LongFunction;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.KeysAndAttributes;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;

/**
 * The stock in DynamoDB. Every change is one transaction of the step's record, the reservation's row and one update per sku;
 * a sku is never taken below zero because its update carries the condition, also under concurrent purchases.
 *
 * <p>The records hold a {@link Reservation} and a {@link Delivery} as JSON: whoever changes the form of these must still read
 * what earlier versions recorded, and come to the same fingerprint.
 */
public final class DynamoDbStock implements Stock {

    /** DynamoDB leaves keys of a batch unprocessed when it is throttled; after so many rounds the caller shall come back. */
    private static final int MAX_ROUNDS = 4;

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
     * @param reservations as {@link DynamoDbReservations} reads it
     * @param steps the fence's
     */
    public record Tables(String stock, String reservations, String steps) {}

    public DynamoDbStock(DynamoDbClient dynamoDb, Clock clock, Tables tables) {
        this(dynamoDb, clock, tables, Backoff.standard());
    }

    /** As the other, with other pauses when the stock is contended. */
    public DynamoDbStock(DynamoDbClient dynamoDb, Clock clock, Tables tables, Backoff backoff) {
        this.dynamoDb = dynamoDb;
        this.clock = clock;
        this.tables = tables;
        this.fence = new Fence(dynamoDb, tables.steps(), clock)
                .backingOff(backoff)
                .refusing(OutOfStock.class, OutOfStock::new)
                .refusing(UnknownSku.class, UnknownSku::new);
    }

    @Override
    public Reserved take(Reservation reservation, Function<Map<String, Long>, Reserved> decision) {
        List<String> skus = reservation.lines().stream().map(Line::sku).toList();
        // The writes' own conditions prove that there is enough.
        return fence.perform(
                new Step(reservation.orderId(), RESERVE),
                reservation,
                Reserved.class,
                () -> taking(reservation, decision.apply(enoughFor(reservation))),
                () -> taking(reservation, decision.apply(onHand(skus))));
    }

    private Effect<Reserved> taking(Reservation reservation, Reserved answer) {
        List<TransactWriteItem> writes = new ArrayList<>();
        writes.add(ReservationRow.reserved(tables.reservations(), reservation, clock.instant()));
        reservation.lines().forEach(line -> writes.add(take(line)));
        return Effect.answer(answer).remembering(reservation).writing(writes);
    }

    @Override
    public Released putBack(String orderId, Function<Optional<Reservation>, Released> decision) {
        return fence.compensate(new Step(orderId, RESERVE), Released.class, recorded -> {
            Optional<Reservation> taken =
                    recorded.isDone() ? Optional.of(recorded.memo(Reservation.class)) : Optional.empty();
            List<TransactWriteItem> writes = new ArrayList<>();
            taken.ifPresent(reservation -> {
                writes.add(ReservationRow.released(tables.reservations(), orderId, clock.instant()));
                reservation.lines().forEach(line -> writes.add(put(line)));
            });
            return Effect.answer(decision.apply(taken)).writing(writes);
        });
    }

    @Override
    public Received add(Delivery delivery, LongFunction<Received> decision) {
        Line line = delivery.line();
        return fence.perform(new Step(delivery.deliveryId(), RECEIVE), delivery, Received.class, () -> {
            // No condition on what was read: buyers of a hot sku must not be able to keep its delivery out.
            long before = onHand(List.of(line.sku())).getOrDefault(line.sku(), 0L);
            return Effect.answer(decision.apply(before)).writing(put(line));
        });
    }

    /** Loads what a first call would have to load, and leaves nothing behind. */
    public void rehearse() {
        fence.rehearse();
        onHand(List.of("rehearsal"));
    }

    /** Consistent reads, so that what is refused was truly not there. */
    @Override
    public Map<String, Long> onHand(Collection<String> skus) {
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
            if (round == MAX_ROUNDS) {
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

    private static Map<String, Long> enoughFor(Reservation reservation) {
        Map<String, Long> enough = new HashMap<>();
        reservation.lines().forEach(line -> enough.put(line.sku(), (long) line.quantity()));
        return enough;
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

    private static AttributeValue attribute(Map<String, AttributeValue> item, String name) {
        return Objects.requireNonNull(item.get(name), name);
    }

    private static AttributeValue number(int value) {
        return AttributeValue.fromN(Integer.toString(value));
    }
}
