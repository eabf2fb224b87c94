package dev.ordersaga.local.stepfunctions;

import dev.ordersaga.asl.TaskResource;
import dev.ordersaga.asl.execution.TaskRequest;
import dev.ordersaga.local.http.AwsJson;
import dev.ordersaga.local.http.Caller;
import dev.ordersaga.local.http.HttpRequest;
import dev.ordersaga.local.http.HttpResponse;
import dev.ordersaga.local.http.HttpService;
import dev.ordersaga.local.http.RequestIds;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * {@code arn:aws:states:::dynamodb:putItem} and its siblings, and {@code arn:aws:states:::aws-sdk:dynamodb:*}.
 *
 * @see <a href="https://docs.aws.amazon.com/step-functions/latest/dg/connect-ddb.html">Call DynamoDB APIs</a>
 */
final class DynamoDbIntegration implements Integration {

    private final HttpService dynamoDb;

    DynamoDbIntegration(HttpService dynamoDb) {
        this.dynamoDb = dynamoDb;
    }

    @Override
    public CompletionStage<JsonNode> call(TaskRequest task) {
        // Nothing else is brought here.
        TaskResource.Integration resource = (TaskResource.Integration) TaskResource.of(task.resource());
        boolean optimised = !resource.isSdk();
        String action = Character.toUpperCase(resource.action().charAt(0))
                + resource.action().substring(1);
        return dynamoDb.answer(request(
                        Arn.ownerOf(task.executionArn()),
                        action,
                        optimised ? AttributeValues.completed(task.input()) : task.input()))
                .thenApply(response -> optimised ? optimised(response) : plain(response));
    }

    private static HttpRequest request(Caller caller, String action, JsonNode input) {
        String credential = "AWS4-HMAC-SHA256 Credential=" + caller.account() + "/20260101/" + caller.region()
                + "/dynamodb/aws4_request, SignedHeaders=host;x-amz-target, Signature=0";
        return new HttpRequest(
                "POST",
                "/",
                "",
                Map.of(
                        "content-type", List.of("application/x-amz-json-1.0"),
                        "x-amz-target", List.of("DynamoDB_20120810." + action),
                        "authorization", List.of(credential)),
                AwsJson.text(input).getBytes(StandardCharsets.UTF_8));
    }

    private static JsonNode optimised(HttpResponse response) {
        ObjectNode body = body(response);
        String requestId = RequestIds.next();
        if (response.status() != 200) {
            String code = code(body);
            String error = code.equals("ValidationException") ? "AmazonDynamoDBException" : code;
            throw new TaskFailure(
                    "DynamoDB." + error,
                    message(body) + " (Service: AmazonDynamoDBv2; Status Code: " + response.status() + "; Error Code: "
                            + code + "; Request ID: " + requestId + "; Proxy: null)");
        }
        Map<String, String> headers =
                SdkMetadata.headers(requestId, response.body().length, "application/x-amz-json-1.0");
        headers.put("Server", "Server");
        SdkMetadata.add(body, requestId, headers, 200);
        return body;
    }

    private static JsonNode plain(HttpResponse response) {
        ObjectNode body = body(response);
        if (response.status() != 200) {
            String code = code(body);
            throw new TaskFailure(
                    "DynamoDb." + (code.equals("ValidationException") ? "DynamoDbException" : code),
                    message(body) + " (Service: DynamoDb, Status Code: " + response.status() + ", Request ID: "
                            + UUID.randomUUID() + ")");
        }
        return body;
    }

    private static ObjectNode body(HttpResponse response) {
        try {
            if (AwsJson.MAPPER.readTree(response.body()) instanceof ObjectNode object) {
                return object;
            }
        } catch (JacksonException e) {
            // Said below.
        }
        throw new TaskFailure("DynamoDB.SdkClientException", "DynamoDB did not answer with a JSON object");
    }

    private static String code(ObjectNode error) {
        String type = error.path("__type").asString("UnknownError");
        return type.substring(type.indexOf('#') + 1);
    }

    private static String message(ObjectNode error) {
        return error.path("message").asString(error.path("Message").asString(""));
    }
}
