package dev.ordersaga.saga.services;

import dev.ordersaga.inventory.dynamodb.DynamoDbReservations;
import dev.ordersaga.inventory.dynamodb.DynamoDbStock;
import dev.ordersaga.inventory.function.InventoryFunctions;
import dev.ordersaga.order.dynamodb.DynamoDbCatalogue;
import dev.ordersaga.order.dynamodb.DynamoDbOrderBook;
import dev.ordersaga.order.function.OrderFunctions;
import dev.ordersaga.participant.Backoff;
import dev.ordersaga.participant.Fence;
import dev.ordersaga.participant.function.Actions;
import dev.ordersaga.payment.dynamodb.DynamoDbPayments;
import dev.ordersaga.payment.function.PaymentFunctions;
import dev.ordersaga.payment.gateway.SimulatedCardGateway;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The three services' functions, as {@code lambda:invoke} reaches them, in this JVM: payload in, answer or named error out. */
public final class Participants {

    public static final JsonMapper JSON = JsonMapper.builder().build();

    /** The function names that fill the definitions' places. */
    public static final Map<String, String> PLACES = Map.of(
            "OrderFunction", "order",
            "PaymentFunction", "payment",
            "InventoryFunction", "inventory",
            "OrderEvents", "order-events",
            "ReviewAbove", "50000",
            "ReviewTimeoutSeconds", "86400");

    private final Map<String, Actions> functions;

    /**
     * Builds them as their main classes do.
     *
     * @param pauses between attempts at a contended record
     * @param slow what the card gateway's being too late costs
     */
    public Participants(DynamoDbClient dynamoDb, Clock clock, Backoff pauses, SimulatedCardGateway.Sleeper slow) {
        Fence orderSteps = new Fence(dynamoDb, Stores.ORDER_STEPS, clock).backingOff(pauses);
        this.functions = Map.of(
                "order",
                OrderFunctions.actions(
                        new DynamoDbOrderBook(dynamoDb, Stores.ORDERS, orderSteps),
                        new DynamoDbCatalogue(dynamoDb, Stores.PRODUCTS),
                        clock),
                "payment",
                PaymentFunctions.actions(
                        new DynamoDbPayments(
                                dynamoDb,
                                clock,
                                new DynamoDbPayments.Tables(Stores.PAYMENTS, Stores.PAYMENT_STEPS),
                                pauses),
                        new SimulatedCardGateway(dynamoDb, Stores.CARD_GATEWAY, Duration.ofSeconds(2), slow)),
                "inventory",
                InventoryFunctions.actions(
                        new DynamoDbStock(
                                dynamoDb,
                                clock,
                                new DynamoDbStock.Tables(Stores.STOCK, Stores.RESERVATIONS, Stores.INVENTORY_STEPS),
                                pauses),
                        new DynamoDbReservations(dynamoDb, Stores.RESERVATIONS)));
    }

    /** Tries a contended record eight times without a pause: in virtual time nobody is kept waiting. */
    public static Backoff withoutPauses() {
        return new Backoff(8, Duration.ZERO, Duration.ZERO, () -> 0.5, pause -> {});
    }

    /** What a caller is told. */
    public record Told(
            @Nullable JsonNode answer,
            @Nullable String error,
            @Nullable String cause) {

        public static Told answer(JsonNode answer) {
            return new Told(answer, null, null);
        }

        /** An error of a function, as AWS writes one: the exception's class name, and a JSON text. */
        public static Told functionError(String type, String message) {
            ObjectNode cause = JSON.createObjectNode();
            cause.put("errorMessage", message);
            cause.put("errorType", type);
            cause.putArray("stackTrace").add("dev.ordersaga.saga.services.Participants.invoke(Participants.java)");
            return new Told(null, type, JSON.writeValueAsString(cause));
        }

        /** An error of a service, as the integration tells it. */
        public static Told serviceError(String service, int status, String code) {
            return new Told(
                    null,
                    service + "." + code,
                    code + " (Service: " + service + "; Status Code: " + status + "; Error Code: " + code
                            + "; Request ID: 1f0c; Proxy: null)");
        }

        public boolean isAnswer() {
            return answer != null;
        }
    }

    /** One call of {@code lambda:invoke}. */
    public Told invoke(JsonNode input) {
        Actions actions = functions.get(input.path("FunctionName").asString(""));
        if (actions == null) {
            throw new IllegalStateException("there is no such function: " + input.path("FunctionName"));
        }
        try {
            byte[] answer = actions.answer(
                    JSON.writeValueAsString(input.path("Payload")).getBytes(StandardCharsets.UTF_8));
            ObjectNode result = JSON.createObjectNode();
            result.put("ExecutedVersion", "$LATEST");
            result.set("Payload", JSON.readTree(answer));
            result.put("StatusCode", 200);
            return Told.answer(result);
        } catch (RuntimeException e) {
            return Told.functionError(e.getClass().getName(), String.valueOf(e.getMessage()));
        } catch (ProcessDied e) {
            return Told.functionError(
                    "Runtime.ExitError", "RequestId: 1f0c Error: Runtime exited with error: exit status 1");
        }
    }
}
