package dev.ordersaga.order.desk.signin;

import static software.amazon.awssdk.services.dynamodb.model.AttributeValue.fromM;
import static software.amazon.awssdk.services.dynamodb.model.AttributeValue.fromN;
import static software.amazon.awssdk.services.dynamodb.model.AttributeValue.fromS;

import dev.ordersaga.order.Unavailable;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ReturnValue;

/**
 * Kept in a table that all processes of the service share: hash key {@code id}, the fingerprint of the browser's secret; DynamoDB
 * removes what has expired by {@code expiresAt}, some time after nobody gets it any more.
 */
public final class DynamoDbBrowserStore implements BrowserStore {

    private static final String ID = "id";
    private static final String FACTS = "facts";
    private static final String EXPIRES = "expiresAt";

    private final DynamoDbClient dynamoDb;
    private final String table;
    private final Clock clock;

    public DynamoDbBrowserStore(DynamoDbClient dynamoDb, String table, Clock clock) {
        this.dynamoDb = dynamoDb;
        this.table = table;
        this.clock = clock;
    }

    @Override
    public void put(String name, Map<String, String> facts, Instant expires) {
        Map<String, AttributeValue> written =
                facts.entrySet().stream().collect(Collectors.toMap(Map.Entry::getKey, fact -> fromS(fact.getValue())));
        answered(() -> dynamoDb.putItem(request -> request.tableName(table)
                .item(Map.of(
                        ID, key(name),
                        FACTS, fromM(written),
                        EXPIRES, fromN(Long.toString(expires.getEpochSecond()))))));
    }

    @Override
    public Optional<Map<String, String>> find(String name) {
        return living(answered(() -> dynamoDb.getItem(request ->
                        request.tableName(table).key(Map.of(ID, key(name))).consistentRead(true))
                .item()));
    }

    @Override
    public Optional<Map<String, String>> take(String name) {
        return living(answered(() -> dynamoDb.deleteItem(request ->
                        request.tableName(table).key(Map.of(ID, key(name))).returnValues(ReturnValue.ALL_OLD))
                .attributes()));
    }

    private Optional<Map<String, String>> living(Map<String, AttributeValue> row) {
        AttributeValue expires = row.get(EXPIRES);
        AttributeValue facts = row.get(FACTS);
        if (expires == null || facts == null || clock.instant().getEpochSecond() >= Long.parseLong(expires.n())) {
            return Optional.empty();
        }
        return Optional.of(facts.m().entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, fact -> fact.getValue().s())));
    }

    private static AttributeValue key(String name) {
        return fromS(BrowserSecret.fingerprint(name));
    }

    private static <T> T answered(Supplier<T> call) {
        try {
            return call.get();
        } catch (SdkException away) {
            throw new Unavailable("DynamoDB", away);
        }
    }
}
