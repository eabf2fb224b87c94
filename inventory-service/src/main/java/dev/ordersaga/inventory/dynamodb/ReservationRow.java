package dev.ordersaga.inventory.dynamodb;

import dev.ordersaga.inventory.ListReservations.ListedReservation;
import dev.ordersaga.inventory.Reservation;
import dev.ordersaga.inventory.ReservationStatus;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;

/**
 * A reservation's row, for reading only, no decision rests on it: {@code orderId} (hash key), {@code status}, {@code items},
 * {@code reservedAt}, {@code releasedAt}.
 */
final class ReservationRow {

    private ReservationRow() {}

    static TransactWriteItem reserved(String table, Reservation reservation, Instant at) {
        List<AttributeValue> items = reservation.lines().stream()
                .map(line -> AttributeValue.fromM(Map.of(
                        "sku", AttributeValue.fromS(line.sku()),
                        "quantity", AttributeValue.fromN(Integer.toString(line.quantity())))))
                .toList();
        return TransactWriteItem.builder()
                .put(put -> put.tableName(table)
                        .item(Map.of(
                                "orderId", AttributeValue.fromS(reservation.orderId()),
                                "status", AttributeValue.fromS(ReservationStatus.RESERVED.name()),
                                "items", AttributeValue.fromL(items),
                                "reservedAt", AttributeValue.fromS(at.toString()))))
                .build();
    }

    static TransactWriteItem released(String table, String orderId, Instant at) {
        return TransactWriteItem.builder()
                .update(update -> update.tableName(table)
                        .key(key(orderId))
                        .updateExpression("SET #status = :released, releasedAt = :now")
                        .expressionAttributeNames(Map.of("#status", "status"))
                        .expressionAttributeValues(Map.of(
                                ":released", AttributeValue.fromS(ReservationStatus.RELEASED.name()),
                                ":now", AttributeValue.fromS(at.toString()))))
                .build();
    }

    static Map<String, AttributeValue> key(String orderId) {
        return Map.of("orderId", AttributeValue.fromS(orderId));
    }

    static ReservationStatus status(Map<String, AttributeValue> row) {
        return ReservationStatus.valueOf(attribute(row, "status").s());
    }

    static ListedReservation listed(Map<String, AttributeValue> row) {
        return new ListedReservation(
                attribute(row, "orderId").s(),
                status(row),
                attribute(row, "items").l().stream()
                        .mapToLong(line ->
                                Long.parseLong(attribute(line.m(), "quantity").n()))
                        .sum(),
                (row.containsKey("releasedAt") ? attribute(row, "releasedAt") : attribute(row, "reservedAt")).s());
    }

    private static AttributeValue attribute(Map<String, AttributeValue> item, String name) {
        return Objects.requireNonNull(item.get(name), name);
    }
}
