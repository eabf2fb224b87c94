package dev.ordersaga.saga.place;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.InvokeRequest;
import software.amazon.awssdk.services.lambda.model.InvokeResponse;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sfn.model.ExecutionDoesNotExistException;
import software.amazon.awssdk.services.sfn.model.ExecutionStatus;
import software.amazon.awssdk.services.sfn.model.HistoryEvent;
import software.amazon.awssdk.services.sfn.model.TaskDoesNotExistException;
import software.amazon.awssdk.services.sfn.model.TaskTimedOutException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The shop's staff and auditors: they fill the shelves, count them, read the card gateway's books, and repair. */
public final class Shop {

    private static final JsonMapper JSON = JsonMapper.shared();

    private final String stack;
    private final String stateMachineArn;
    private final String refundStateMachineArn;
    private final LambdaClient lambda;
    private final DynamoDbClient dynamoDb;
    private final SfnClient stepFunctions;

    public Shop(Place place) {
        this.stack = place.stack();
        this.stateMachineArn = place.stateMachineArn();
        this.refundStateMachineArn = place.refundStateMachineArn();
        this.lambda = place.aws().lambda();
        this.dynamoDb = place.aws().dynamoDb();
        this.stepFunctions = place.aws().stepFunctions();
    }

    /** Sells a product from now on, with so many pieces on hand. */
    public void sells(String sku, long price, int pieces) {
        invoke(
                "order-service",
                Map.of(
                        "action",
                        "listProduct",
                        "sku",
                        sku,
                        "name",
                        sku,
                        "unitPrice",
                        Map.of("amount", price, "currency", "EUR")));
        invoke(
                "inventory-service",
                Map.of("action", "receiveStock", "deliveryId", "first-" + sku, "sku", sku, "quantity", pieces));
    }

    public long onHand(String sku) {
        JsonNode answer = invoke("inventory-service", Map.of("action", "describeStock", "skus", List.of(sku)));
        return answer.path("stock").path(0).path("onHand").asLong();
    }

    /** What the card gateway took for an order and has not given back, in minor units, by its own books. */
    public long moneyKept(String orderId) {
        return moneyKept().getOrDefault(orderId, 0L);
    }

    /** The same of every order that the gateway was ever asked to charge for, by order id. */
    public Map<String, Long> moneyKept() {
        return dynamoDb
                .scanPaginator(scan -> scan.tableName(stack + "-card-gateway").consistentRead(true))
                .items()
                .stream()
                .filter(entry -> !text(entry, "orderRef").isEmpty())
                .collect(Collectors.groupingBy(
                        entry -> text(entry, "orderRef"),
                        Collectors.summingLong(
                                entry -> number(entry, "chargedAmount") - number(entry, "refundedAmount"))));
    }

    /** An operator's answer to a saga that waits for repair. */
    public void repair(String orderId, String resolution) {
        Map<String, AttributeValue> order = dynamoDb.getItem(get -> get.tableName(stack + "-orders")
                        .key(Map.of("id", AttributeValue.fromS(orderId)))
                        .consistentRead(true))
                .item();
        String answer = JSON.writeValueAsString(Map.of("resolution", resolution));
        // A saga that asked twice waits for the last token; the tokens before it are dead.
        for (AttributeValue token : order.getOrDefault("repairTokens", AttributeValue.fromL(List.of()))
                .l()) {
            try {
                stepFunctions.sendTaskSuccess(
                        success -> success.taskToken(token.s()).output(answer));
            } catch (TaskTimedOutException | TaskDoesNotExistException dead) {
                // Not the one.
            }
        }
    }

    /** Charges for an order behind everybody's back. */
    public void charges(String orderId, long price) {
        invoke(
                "payment-service",
                Map.of(
                        "action",
                        "processPayment",
                        "orderId",
                        orderId,
                        "amount",
                        Map.of("amount", price, "currency", "EUR"),
                        "paymentMethod",
                        "pm_card_visa"));
    }

    /** Reserves for an order behind everybody's back. */
    public void reserves(String orderId, String sku, int quantity) {
        invoke(
                "inventory-service",
                Map.of(
                        "action",
                        "reserveInventory",
                        "orderId",
                        orderId,
                        "items",
                        List.of(Map.of("sku", sku, "quantity", quantity))));
    }

    /** One pass of the reconciler that looks at everything, however young; gives back what it found. */
    public List<JsonNode> reconciles() {
        return invoke("reconciler", Map.of("graceSeconds", 0))
                .path("findings")
                .valueStream()
                .toList();
    }

    /** One pass of the reconciler as before; gives back what it found of one order. */
    public List<JsonNode> reconciles(String orderId) {
        return reconciles().stream()
                .filter(finding -> finding.path("order").asString("").equals(orderId))
                .toList();
    }

    /** Stops an order's saga as somebody does in the console. */
    public void stops(String orderId) {
        stopped(execution(orderId));
    }

    /** LocalStack answers before the execution has stopped. */
    private void stopped(String executionArn) {
        stepFunctions.stopExecution(stop -> stop.executionArn(executionArn).cause("stopped by hand"));
        await("stopped " + executionArn)
                .atMost(Duration.ofSeconds(30))
                .until(() -> stepFunctions
                                .describeExecution(describe -> describe.executionArn(executionArn))
                                .status()
                        != ExecutionStatus.RUNNING);
    }

    /** The states that the first run of an order's saga has entered. */
    public List<String> statesEntered(String orderId) {
        return entered(execution(orderId));
    }

    private List<String> entered(String executionArn) {
        try {
            return stepFunctions
                    .getExecutionHistoryPaginator(history -> history.executionArn(executionArn))
                    .events()
                    .stream()
                    .map(HistoryEvent::stateEnteredEventDetails)
                    .filter(entered -> entered != null)
                    .map(entered -> entered.name())
                    .toList();
        } catch (ExecutionDoesNotExistException notYet) {
            return List.of();
        }
    }

    /** Takes a confirmed order back, as REST does: by the one step of starting its refund. */
    public void takesBack(String orderId) {
        ObjectNode input = (ObjectNode) JSON.readTree(stepFunctions
                .describeExecution(describe -> describe.executionArn(execution(orderId)))
                .input());
        input.putObject("cancellation")
                .put("by", "customer-1")
                .put("at", Instant.now().toString());
        stepFunctions.startExecution(start ->
                start.stateMachineArn(refundStateMachineArn).name(orderId).input(JSON.writeValueAsString(input)));
    }

    /** Stops an order's refund. */
    public void stopsRefund(String orderId) {
        stopped(refund(orderId));
    }

    /** The states that the first run of an order's refund has entered. */
    public List<String> refundStatesEntered(String orderId) {
        return entered(refund(orderId));
    }

    private String execution(String name) {
        return stateMachineArn.replace(":stateMachine:", ":execution:") + ":" + name;
    }

    private String refund(String name) {
        return refundStateMachineArn.replace(":stateMachine:", ":execution:") + ":" + name;
    }

    /** The versions of payment-service that answered when an order's money was asked for, by the saga's own history. */
    public List<String> versionsThatCharged(String orderId) {
        List<String> versions = new ArrayList<>();
        String state = "";
        for (HistoryEvent event : stepFunctions
                .getExecutionHistoryPaginator(history -> history.executionArn(execution(orderId)))
                .events()) {
            if (event.stateEnteredEventDetails() != null) {
                state = event.stateEnteredEventDetails().name();
            } else if (event.taskSucceededEventDetails() != null && state.equals("ProcessPayment")) {
                versions.add(JSON.readTree(event.taskSucceededEventDetails().output())
                        .path("ExecutedVersion")
                        .asString());
            }
        }
        return versions;
    }

    /** The version of a service that answers now. */
    public String versionInForce(String service) {
        return lambda.invoke(call(service, Map.of("action", "none"))).executedVersion();
    }

    private JsonNode invoke(String service, Map<String, Object> payload) {
        InvokeResponse response = lambda.invoke(call(service, payload));
        if (response.functionError() != null) {
            throw new IllegalStateException(service + " " + payload.get("action") + ": "
                    + response.payload().asUtf8String());
        }
        return JSON.readTree(response.payload().asUtf8String());
    }

    private Consumer<InvokeRequest.Builder> call(String service, Map<String, Object> payload) {
        return invoke -> invoke.functionName(stack + "-" + service)
                .qualifier("live")
                .payload(SdkBytes.fromUtf8String(JSON.writeValueAsString(payload)));
    }

    private static String text(Map<String, AttributeValue> item, String name) {
        AttributeValue value = item.get(name);
        return value == null || value.s() == null ? "" : value.s();
    }

    private static long number(Map<String, AttributeValue> item, String name) {
        AttributeValue value = item.get(name);
        return value == null || value.n() == null ? 0 : Long.parseLong(value.n());
    }
}
