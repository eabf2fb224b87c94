package dev.ordersaga.saga.place;

import java.net.URI;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.InvokeResponse;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sfn.model.TaskDoesNotExistException;
import software.amazon.awssdk.services.sfn.model.TaskTimedOutException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The shop's staff and auditors: they fill the shelves, count them, read the card gateway's books, and repair. */
public final class Shop {

    private static final JsonMapper JSON = JsonMapper.shared();

    private final LambdaClient lambda;
    private final DynamoDbClient dynamoDb;
    private final SfnClient stepFunctions;

    public Shop(Place place) {
        URI endpoint = place.aws();
        var credentials = StaticCredentialsProvider.create(AwsBasicCredentials.create("test", "test"));
        var http = Apache5HttpClient.create();
        this.lambda = LambdaClient.builder()
                .httpClient(http)
                .endpointOverride(endpoint)
                .region(Region.US_EAST_1)
                .credentialsProvider(credentials)
                .build();
        this.dynamoDb = DynamoDbClient.builder()
                .httpClient(http)
                .endpointOverride(endpoint)
                .region(Region.US_EAST_1)
                .credentialsProvider(credentials)
                .build();
        this.stepFunctions = SfnClient.builder()
                .httpClient(http)
                .endpointOverride(endpoint)
                .region(Region.US_EAST_1)
                .credentialsProvider(credentials)
                .build();
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
        return dynamoDb
                .scanPaginator(scan -> scan.tableName("order-saga-card-gateway").consistentRead(true))
                .items()
                .stream()
                .filter(entry -> orderId.equals(text(entry, "orderRef")))
                .mapToLong(entry -> number(entry, "chargedAmount") - number(entry, "refundedAmount"))
                .sum();
    }

    /** An operator's answer to a saga that waits for repair. */
    public void repair(String orderId, String resolution) {
        Map<String, AttributeValue> order = dynamoDb.getItem(get -> get.tableName("order-saga-orders")
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

    private JsonNode invoke(String service, Map<String, Object> payload) {
        InvokeResponse response = lambda.invoke(invoke -> invoke.functionName("order-saga-" + service)
                .payload(SdkBytes.fromUtf8String(JSON.writeValueAsString(payload))));
        if (response.functionError() != null) {
            throw new IllegalStateException(service + " " + payload.get("action") + ": "
                    + response.payload().asUtf8String());
        }
        return JSON.readTree(response.payload().asUtf8String());
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
