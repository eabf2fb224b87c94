package dev.ordersaga.saga.cost;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ordersaga.definition.OrderSaga;
import dev.ordersaga.definition.RefundSaga;
import dev.ordersaga.inventory.dynamodb.DynamoDbReservations;
import dev.ordersaga.inventory.dynamodb.DynamoDbStock;
import dev.ordersaga.inventory.function.InventoryFunctions;
import dev.ordersaga.local.dynamodb.DynamoDbService;
import dev.ordersaga.order.dynamodb.DynamoDbCatalogue;
import dev.ordersaga.order.dynamodb.DynamoDbOrderBook;
import dev.ordersaga.order.function.OrderFunctions;
import dev.ordersaga.participant.Fence;
import dev.ordersaga.participant.function.Actions;
import dev.ordersaga.payment.dynamodb.DynamoDbPayments;
import dev.ordersaga.payment.function.PaymentFunctions;
import dev.ordersaga.payment.gateway.SimulatedCardGateway;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.CreateTableRequest;
import software.amazon.awssdk.services.dynamodb.model.GlobalSecondaryIndex;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ProjectionType;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * The table behind docs/costs.md is what the real handlers consume, by DynamoDB's own count, for an order of two items. The card
 * gateway's books are another party's, and are not counted.
 */
class WriteUnitsTest {

    private static final Path TABLE = Path.of("..", "saga-definition", "src", "main", "resources", "write-units.json");
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final Meter METER = new Meter();
    private static final List<AutoCloseable> OPEN = new ArrayList<>();
    private static final Map<String, Actions> SERVICES = new TreeMap<>();

    private final Map<String, ObjectNode> measured = new TreeMap<>();

    @BeforeAll
    static void start() {
        DynamoDbService service = DynamoDbService.start(DynamoDbService.defaultHome());
        OPEN.add(service);
        DynamoDbClient metered = client(service, METER);
        DynamoDbClient unmetered = client(service, new ExecutionInterceptor() {});
        for (String table : List.of("order-steps", "payment-steps", "card-gateway", "inventory-steps")) {
            create(unmetered, table, "id", create -> {});
        }
        for (String table : List.of("payments", "reservations")) {
            create(unmetered, table, "orderId", create -> {});
        }
        for (String table : List.of("products", "stock")) {
            create(unmetered, table, "sku", create -> {});
        }
        create(unmetered, "orders", "id", WriteUnitsTest::withIndexes);
        Clock clock = Clock.systemUTC();
        SERVICES.put(
                "order",
                OrderFunctions.actions(
                        new DynamoDbOrderBook(metered, "orders", new Fence(metered, "order-steps", clock)),
                        new DynamoDbCatalogue(metered, "products"),
                        clock));
        SERVICES.put(
                "payment",
                PaymentFunctions.actions(
                        new DynamoDbPayments(metered, clock, new DynamoDbPayments.Tables("payments", "payment-steps")),
                        new SimulatedCardGateway(unmetered, "card-gateway", Duration.ofSeconds(2), pause -> {})));
        SERVICES.put(
                "inventory",
                InventoryFunctions.actions(
                        new DynamoDbStock(
                                metered, clock, new DynamoDbStock.Tables("stock", "reservations", "inventory-steps")),
                        new DynamoDbReservations(metered, "reservations")));
    }

    @AfterAll
    static void end() throws Exception {
        for (AutoCloseable open : OPEN) {
            open.close();
        }
    }

    /** An index that the orders get and this test has not would cost, and not be counted. */
    @Test
    void theIndexesAreThoseOfTheTemplate() throws IOException {
        String template = Files.readString(Path.of("..", "template.yaml"));

        assertThat(Pattern.compile("IndexName: (\\S+)")
                        .matcher(template)
                        .results()
                        .map(index -> index.group(1)))
                .containsExactly("by-customer", "by-status");
    }

    @Test
    void theTableSaysWhatTheHandlersConsume() throws IOException {
        for (String sku : List.of("espresso-beans-1kg", "v60-dripper")) {
            call(
                    "inventory",
                    payload -> payload.put("action", "receiveStock")
                            .put("deliveryId", "opening-" + sku)
                            .put("sku", sku)
                            .put("quantity", 20));
        }
        confirmedAndTakenBack();
        reviewedAndNotAnswered();
        declined();
        outOfStockAndNotRefundable();

        ObjectNode table = JSON.createObjectNode();
        measured.forEach(table::set);
        String text = JSON.writerWithDefaultPrettyPrinter().writeValueAsString(table) + "\n";
        if (Boolean.getBoolean("costs.write")) {
            Files.writeString(TABLE, text);
            return;
        }
        assertThat(JSON.readTree(Files.readString(TABLE)))
                .as("%s; rewrite it with -Dcosts.write=true", TABLE)
                .isEqualTo(JSON.readTree(text));
    }

    private void confirmedAndTakenBack() {
        measure("order", "CreateOrder", "confirmed", payload -> {});
        measure("payment", "ProcessPayment", "confirmed", payload -> {});
        measure("inventory", "ReserveInventory", "confirmed", payload -> {});
        measure("order", "ConfirmOrder", "confirmed", payload -> {});
        measure("order", "BeginCancellation", "confirmed", payload -> {});
        measure("inventory", "ReleaseInventory", "confirmed", payload -> {});
        measure("payment", "RefundPayment", "confirmed", payload -> {});
        measure("order", "CancelOrder", "confirmed", payload -> {});
    }

    private void reviewedAndNotAnswered() {
        send("order", "CreateOrder", "reviewed", payload -> {});
        measure("order", "RequestReview", "reviewed", payload -> {});
        measure("order", "SettleReview", "reviewed", payload -> {});
        measure("order", "SettleConfirmation", "reviewed", payload -> {});
        measure("order", "RejectOrder", "reviewed", payload -> payload.put("reason", "REVIEW_TIMED_OUT"));
    }

    private void declined() {
        send("order", "CreateOrder", "declined", payload -> {});
        measure("payment", "ProcessPayment", "declined", payload -> payload.put("paymentMethod", "pm_card_declined"));
    }

    private void outOfStockAndNotRefundable() {
        send("order", "CreateOrder", "repaired", payload -> {});
        send(
                "payment",
                "ProcessPayment",
                "repaired",
                payload -> payload.put("paymentMethod", "pm_card_refund_refused"));
        measure(
                "inventory",
                "ReserveInventory",
                "repaired",
                payload -> ((ObjectNode) payload.at("/items/0")).put("quantity", 99));
        measure("payment", "RefundPayment", "repaired", payload -> {});
        ObjectNode rejected = payload("RejectOrder", "repaired");
        rejected.set("residuals", payload("RequestRepair", "repaired").path("residuals"));
        measure("order", rejected);
        measure("order", "RequestRepair", "repaired", payload -> {});
    }

    /** Calls an action with the sample payload of its step, and keeps what it consumed; by its error, where it ends in one. */
    private void measure(String service, String step, String orderId, Consumer<ObjectNode> change) {
        ObjectNode payload = payload(step, orderId);
        change.accept(payload);
        measure(service, payload);
    }

    private void measure(String service, ObjectNode payload) {
        METER.reset();
        String error = call(service, payload);
        ObjectNode units = JSON.createObjectNode();
        units.put("write", METER.written());
        units.put("read", METER.read());
        String action = payload.path("action").asString();
        measured.put(error.isEmpty() ? action : action + ":" + error, units);
    }

    private static void send(String service, String step, String orderId, Consumer<ObjectNode> change) {
        ObjectNode payload = payload(step, orderId);
        change.accept(payload);
        assertThat(call(service, payload)).isEmpty();
    }

    private static void call(String service, Consumer<ObjectNode> change) {
        ObjectNode payload = JSON.createObjectNode();
        change.accept(payload);
        assertThat(call(service, payload)).isEmpty();
    }

    /** The simple name of the error that a call ends in; empty for none. */
    private static String call(String service, ObjectNode payload) {
        Actions actions = Objects.requireNonNull(SERVICES.get(service), service);
        try {
            actions.answer(JSON.writeValueAsString(payload).getBytes(StandardCharsets.UTF_8));
            return "";
        } catch (RuntimeException e) {
            return e.getClass().getSimpleName();
        }
    }

    private static ObjectNode payload(String step, String orderId) {
        boolean refund = step.equals("BeginCancellation") || step.equals("CancelOrder");
        String sample = refund ? RefundSaga.samplePayload(step) : OrderSaga.samplePayload(step);
        ObjectNode payload = (ObjectNode) JSON.readTree(sample);
        payload.put("orderId", orderId);
        return payload;
    }

    private static DynamoDbClient client(DynamoDbService service, ExecutionInterceptor interceptor) {
        DynamoDbClient client = DynamoDbClient.builder()
                .endpointOverride(service.uri())
                .region(Region.US_EAST_1)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("local", "local")))
                .httpClientBuilder(Apache5HttpClient.builder())
                .overrideConfiguration(settings -> settings.addExecutionInterceptor(interceptor))
                .build();
        OPEN.add(0, client);
        return client;
    }

    private static void create(
            DynamoDbClient client, String table, String key, Consumer<CreateTableRequest.Builder> more) {
        client.createTable(create -> {
            create.tableName(table)
                    .billingMode(BillingMode.PAY_PER_REQUEST)
                    .attributeDefinitions(attribute(key))
                    .keySchema(key(key, KeyType.HASH));
            more.accept(create);
        });
    }

    private static void withIndexes(CreateTableRequest.Builder create) {
        create.attributeDefinitions(
                        attribute("id"), attribute("status"), attribute("customerId"), attribute("placedAt"))
                .globalSecondaryIndexes(index("by-customer", "customerId"), index("by-status", "status"));
    }

    private static GlobalSecondaryIndex index(String name, String key) {
        return GlobalSecondaryIndex.builder()
                .indexName(name)
                .keySchema(key(key, KeyType.HASH), key("placedAt", KeyType.RANGE))
                .projection(projection -> projection.projectionType(ProjectionType.ALL))
                .build();
    }

    private static AttributeDefinition attribute(String name) {
        return AttributeDefinition.builder()
                .attributeName(name)
                .attributeType(ScalarAttributeType.S)
                .build();
    }

    private static KeySchemaElement key(String name, KeyType type) {
        return KeySchemaElement.builder().attributeName(name).keyType(type).build();
    }
}
