package dev.ordersaga.payment.gateway;

import dev.ordersaga.participant.DynamoDbLocal;
import dev.ordersaga.payment.IdempotencyKey;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** The gateway's books, as an auditor reads them. */
public final class Books {

    private final DynamoDbLocal dynamoDb;
    private final String table;
    private final List<Duration> waited = new ArrayList<>();

    public Books(DynamoDbLocal dynamoDb) {
        this.dynamoDb = dynamoDb;
        this.table = dynamoDb.createTable("card-gateway", "id");
    }

    /** The gateway that keeps these books, whose clients wait in virtual time. */
    public SimulatedCardGateway gateway() {
        return new SimulatedCardGateway(dynamoDb.client(), table, Duration.ofSeconds(2), waited::add);
    }

    public List<Duration> waited() {
        return waited;
    }

    public long kept(String orderId) {
        return charged(orderId) - number(orderId, "refundedAmount");
    }

    public long charged(String orderId) {
        return number(orderId, "chargedAmount");
    }

    private long number(String orderId, String attribute) {
        Map<String, AttributeValue> entry = dynamoDb.client()
                .getItem(get -> get.tableName(table)
                        .key(Map.of(
                                "id",
                                AttributeValue.fromS(
                                        IdempotencyKey.ofOrder(orderId).value())))
                        .consistentRead(true))
                .item();
        AttributeValue value = entry.get(attribute);
        return value == null ? 0 : Long.parseLong(value.n());
    }
}
