package dev.ordersaga.benchmarks.suite;

import dev.ordersaga.local.dynamodb.DynamoDbService;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * What bounds every order here: the DynamoDB requests of one, recorded, sent straight to DynamoDB Local one after the other, by as many at
 * once. No suite on this DynamoDB can carry more orders a second.
 */
final class Ceiling implements AutoCloseable {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final List<String> SKUS = List.of("espresso-beans-1kg", "v60-dripper");
    private static final String RECORDED_ORDER = "8d3c1f0a9b7e4d52a6c8e1f4b3d5a790";

    private record Recorded(String operation, String body) {}

    private final DynamoDbService service;
    private final List<Recorded> order;

    private Ceiling(DynamoDbService service, List<Recorded> order) {
        this.service = service;
        this.order = order;
    }

    /**
     * Starts a DynamoDB Local with the suite's tables, and plenty of everything.
     *
     * @param dynamoDbLocal the folder of its jar
     */
    static Ceiling start(Path dynamoDbLocal) throws IOException {
        DynamoDbService service = DynamoDbService.start(dynamoDbLocal);
        try (DynamoDbConnection connection = DynamoDbConnection.to(service.uri())) {
            for (Map.Entry<String, String> table : Map.of(
                            "order-steps", "id",
                            "payments", "orderId",
                            "payment-steps", "id",
                            "card-gateway", "id",
                            "products", "sku",
                            "stock", "sku",
                            "reservations", "orderId",
                            "inventory-steps", "id")
                    .entrySet()) {
                connection.ask(
                        "CreateTable",
                        table(table.getKey(), table.getValue(), List.of()).toString());
            }
            connection.ask(
                    "CreateTable",
                    table("orders", "id", List.of("customerId", "status")).toString());
            for (String sku : SKUS) {
                connection.ask(
                        "PutItem",
                        JSON.writeValueAsString(Map.of(
                                "TableName",
                                "stock",
                                "Item",
                                Map.of("sku", Map.of("S", sku), "onHand", Map.of("N", "1000000000")))));
            }
            return new Ceiling(service, recorded());
        } catch (IOException | RuntimeException e) {
            service.close();
            throw e;
        }
    }

    private static List<Recorded> recorded() throws IOException {
        try (InputStream file = Ceiling.class.getResourceAsStream("/order-requests.json")) {
            if (file == null) {
                throw new IOException("order-requests.json is missing");
            }
            List<Recorded> order = new ArrayList<>();
            for (JsonNode request : JSON.readTree(file)) {
                order.add(new Recorded(
                        request.path("operation").asString(),
                        request.path("body").toString()));
            }
            return order;
        }
    }

    private static ObjectNode table(String name, String key, List<String> indexed) {
        ObjectNode table = JSON.createObjectNode();
        table.put("TableName", name).put("BillingMode", "PAY_PER_REQUEST");
        attribute(table, key);
        table.putArray("KeySchema").addObject().put("AttributeName", key).put("KeyType", "HASH");
        if (!indexed.isEmpty()) {
            attribute(table, "placedAt");
        }
        for (String by : indexed) {
            attribute(table, by);
            ObjectNode index = table.withArray("GlobalSecondaryIndexes").addObject();
            index.put("IndexName", "by-" + by);
            var keys = index.putArray("KeySchema");
            keys.addObject().put("AttributeName", by).put("KeyType", "HASH");
            keys.addObject().put("AttributeName", "placedAt").put("KeyType", "RANGE");
            index.putObject("Projection").put("ProjectionType", "ALL");
        }
        return table;
    }

    private static void attribute(ObjectNode table, String name) {
        table.withArray("AttributeDefinitions")
                .addObject()
                .put("AttributeName", name)
                .put("AttributeType", "S");
    }

    /** How many requests an order makes. */
    int requests() {
        return order.size();
    }

    /** Orders a second that so many at once get through. */
    double ordersPerSecond(int atOnce, Duration time) throws InterruptedException {
        long began = System.nanoTime();
        long until = began + time.toNanos();
        int orders = ConcurrentClients.run(atOnce, () -> replay(service.uri(), until));
        return orders / ((System.nanoTime() - began) / 1e9);
    }

    private int replay(URI dynamoDb, long until) throws IOException {
        int orders = 0;
        try (DynamoDbConnection connection = DynamoDbConnection.to(dynamoDb)) {
            while (System.nanoTime() < until) {
                String id = UUID.randomUUID().toString().replace("-", "");
                for (Recorded request : order) {
                    connection.ask(request.operation(), request.body().replace(RECORDED_ORDER, id));
                }
                orders++;
            }
        }
        return orders;
    }

    @Override
    public void close() {
        service.close();
    }
}
