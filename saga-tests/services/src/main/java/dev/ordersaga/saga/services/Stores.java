package dev.ordersaga.saga.services;

import dev.ordersaga.participant.DynamoDbProcess;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.KeysAndAttributes;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;

/** The tables of the three services and the card gateway's books, in one DynamoDB Local; runs part them by their ids. */
public final class Stores implements AutoCloseable {

    public static final String ORDERS = "orders";
    public static final String ORDER_STEPS = "order-steps";
    public static final String PRODUCTS = "products";
    public static final String PAYMENTS = "payments";
    public static final String PAYMENT_STEPS = "payment-steps";
    public static final String CARD_GATEWAY = "card-gateway";
    public static final String STOCK = "stock";
    public static final String RESERVATIONS = "reservations";
    public static final String INVENTORY_STEPS = "inventory-steps";

    private static final Map<String, String> KEYS = Map.of(
            ORDERS, "id",
            ORDER_STEPS, "id",
            PRODUCTS, "sku",
            PAYMENTS, "orderId",
            PAYMENT_STEPS, "id",
            CARD_GATEWAY, "id",
            STOCK, "sku",
            RESERVATIONS, "orderId",
            INVENTORY_STEPS, "id");

    /** As many as all tests together have threads. */
    private static final int MAX_CONNECTIONS = 128;

    private final DynamoDbProcess process;
    private final DynamoDbClient client;

    private Stores(DynamoDbProcess process, DynamoDbClient client) {
        this.process = process;
        this.client = client;
    }

    /** Starts one for all tests that {@link OnStores} names. */
    static Stores start() {
        DynamoDbProcess process = DynamoDbProcess.startForManyRequests();
        DynamoDbClient client = client(process, MAX_CONNECTIONS, new ExecutionInterceptor() {});
        Stores stores = new Stores(process, client);
        KEYS.forEach(stores::create);
        return stores;
    }

    private static DynamoDbClient client(DynamoDbProcess process, int connections, ExecutionInterceptor interceptor) {
        return DynamoDbClient.builder()
                .endpointOverride(process.endpoint())
                .region(Region.US_EAST_1)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("local", "local")))
                // DynamoDB Local ends a connection that was idle for half a minute, and a request is sent once.
                .httpClientBuilder(Apache5HttpClient.builder()
                        .maxConnections(connections)
                        .connectionTimeToLive(Duration.ofSeconds(10)))
                .overrideConfiguration(settings ->
                        settings.retryStrategy(retry -> retry.maxAttempts(1)).addExecutionInterceptor(interceptor))
                .build();
    }

    /** A client of its own, which the caller closes. */
    public DynamoDbClient client(ExecutionInterceptor interceptor) {
        return client(process, 1, interceptor);
    }

    private void create(String table, String key) {
        client.createTable(create -> create.tableName(table)
                .billingMode(BillingMode.PAY_PER_REQUEST)
                .attributeDefinitions(AttributeDefinition.builder()
                        .attributeName(key)
                        .attributeType(ScalarAttributeType.S)
                        .build())
                .keySchema(KeySchemaElement.builder()
                        .attributeName(key)
                        .keyType(KeyType.HASH)
                        .build()));
    }

    /** The real client, past all faults. */
    public DynamoDbClient client() {
        return client;
    }

    /** An item as it stands; empty if there is none. */
    public Map<String, AttributeValue> item(String table, String id) {
        String key = KEYS.getOrDefault(table, "id");
        return client.getItem(get -> get.tableName(table)
                        .key(Map.of(key, AttributeValue.fromS(id)))
                        .consistentRead(true))
                .item();
    }

    /**
     * Every item that tells of an order, read in one request.
     *
     * @param sku the one that it asks for
     */
    public Books books(String orderId, String sku) {
        Map<String, String> ids = Map.of(
                ORDERS, orderId,
                CARD_GATEWAY, "order-" + orderId,
                PAYMENTS, orderId,
                RESERVATIONS, orderId,
                STOCK, sku);
        Map<String, KeysAndAttributes> asked = new HashMap<>();
        ids.forEach((table, id) -> asked.put(
                table,
                KeysAndAttributes.builder()
                        .keys(List.of(Map.of(KEYS.getOrDefault(table, "id"), AttributeValue.fromS(id))))
                        .consistentRead(true)
                        .build()));
        BatchGetItemResponse answer = client.batchGetItem(get -> get.requestItems(asked));
        if (!answer.unprocessedKeys().isEmpty()) {
            throw new IllegalStateException("DynamoDB Local did not read " + answer.unprocessedKeys());
        }
        return new Books(answer.responses());
    }

    /** What the tables say of one order; an item that is not there is an empty map. */
    public record Books(Map<String, List<Map<String, AttributeValue>>> items) {

        public Map<String, AttributeValue> of(String table) {
            return items.getOrDefault(table, List.of()).stream().findFirst().orElse(Map.of());
        }

        public long onHand() {
            return number(of(STOCK), "onHand");
        }

        /** What the card gateway has taken and not given back, by its own books. */
        public long kept() {
            return number(of(CARD_GATEWAY), "chargedAmount") - number(of(CARD_GATEWAY), "refundedAmount");
        }
    }

    public void stock(String sku, long pieces) {
        client.putItem(put -> put.tableName(STOCK)
                .item(Map.of(
                        "sku", AttributeValue.fromS(sku),
                        "onHand", AttributeValue.fromN(Long.toString(pieces)))));
    }

    public long onHand(String sku) {
        return number(item(STOCK, sku), "onHand");
    }

    /** What the card gateway has taken for an order and not given back, by its own books. */
    public long kept(String orderId) {
        Map<String, AttributeValue> entry = item(CARD_GATEWAY, "order-" + orderId);
        return number(entry, "chargedAmount") - number(entry, "refundedAmount");
    }

    /** The bank gives in: from now on it refunds also this order's card. */
    public void bankRelents(String orderId) {
        client.updateItem(update -> update.tableName(CARD_GATEWAY)
                .key(Map.of("id", AttributeValue.fromS("order-" + orderId)))
                .updateExpression("SET paymentMethod = :card")
                .expressionAttributeValues(Map.of(":card", AttributeValue.fromS("pm_card_visa"))));
    }

    static long number(Map<String, AttributeValue> item, String name) {
        AttributeValue value = item.get(name);
        return value == null ? 0 : Long.parseLong(value.n());
    }

    public static String text(Map<String, AttributeValue> item, String name) {
        AttributeValue value = item.get(name);
        return value == null || value.s() == null ? "" : value.s();
    }

    public static List<Map<String, AttributeValue>> maps(Map<String, AttributeValue> item, String name) {
        AttributeValue value = item.get(name);
        return value == null
                ? List.of()
                : value.l().stream().map(AttributeValue::m).toList();
    }

    @Override
    public void close() {
        client.close();
        process.close();
    }
}
