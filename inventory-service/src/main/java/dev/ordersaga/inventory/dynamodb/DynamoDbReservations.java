package dev.ordersaga.inventory.dynamodb;

import dev.ordersaga.inventory.ListReservations.ReservationsPage;
import dev.ordersaga.inventory.ReservationStatus;
import dev.ordersaga.inventory.Reservations;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ScanRequest;
import software.amazon.awssdk.services.dynamodb.model.ScanResponse;

/** The reservations' rows in DynamoDB, which {@link DynamoDbStock} writes. */
public final class DynamoDbReservations implements Reservations {

    private final DynamoDbClient dynamoDb;
    private final String table;

    /** Reads this table, hash key {@code orderId}. */
    public DynamoDbReservations(DynamoDbClient dynamoDb, String table) {
        this.dynamoDb = dynamoDb;
        this.table = table;
    }

    @Override
    public ReservationStatus statusOf(String orderId) {
        Map<String, AttributeValue> row = dynamoDb.getItem(get ->
                        get.tableName(table).key(ReservationRow.key(orderId)).consistentRead(true))
                .item();
        return row.isEmpty() ? ReservationStatus.NONE : ReservationRow.status(row);
    }

    @Override
    public ReservationsPage page(int limit, @Nullable String after, @Nullable Instant since) {
        ScanRequest.Builder scan = ScanRequest.builder().tableName(table).limit(limit);
        if (after != null) {
            scan.exclusiveStartKey(ReservationRow.key(after));
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
                page.items().stream().map(ReservationRow::listed).toList(), last == null ? null : last.s());
    }
}
