package dev.ordersaga.local.stepfunctions;

import dev.ordersaga.asl.execution.TaskRequest;
import dev.ordersaga.local.http.AwsJson;
import dev.ordersaga.local.http.RequestIds;
import dev.ordersaga.local.lambda.Functions;
import dev.ordersaga.local.lambda.InvocationRefused;
import dev.ordersaga.local.lambda.InvocationResult;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/**
 * {@code arn:aws:states:::lambda:invoke}, and a function's own ARN as a resource.
 *
 * @see <a href="https://docs.aws.amazon.com/step-functions/latest/dg/connect-lambda.html">Invoke a Lambda function</a>
 */
final class LambdaIntegration {

    private final Functions functions;

    LambdaIntegration(Functions functions) {
        this.functions = functions;
    }

    /** The optimised integration: parameters in, the function's answer under {@code Payload} out. */
    CompletionStage<JsonNode> invoke(TaskRequest task) {
        JsonNode input = task.input();
        String function = input.path("FunctionName").asString("");
        String qualifier = input.path("Qualifier").asString("");
        String target = qualifier.isEmpty() ? function : function + ":" + qualifier;
        byte[] payload = payload(input.path("Payload"));
        String type = input.path("InvocationType").asString("RequestResponse");
        return switch (type) {
            case "Event" -> {
                // The invocation goes its own way: whatever becomes of it, the caller has been told that it was taken.
                functions.invoke(target, payload).exceptionally(failure -> null);
                yield CompletableFuture.completedFuture(accepted(202));
            }
            case "DryRun" -> CompletableFuture.completedFuture(accepted(204));
            default -> invoke(task, target, payload, LambdaIntegration::retold).thenApply(LambdaIntegration::optimised);
        };
    }

    /** A function's ARN as a resource: the state's input in, the function's answer out. */
    CompletionStage<JsonNode> callFunction(TaskRequest task) {
        return invoke(task, task.resource(), bytes(task.input()), LambdaIntegration::asAnswered)
                .thenApply(ran -> json(ran.payload()));
    }

    private CompletionStage<InvocationResult> invoke(
            TaskRequest task, String function, byte[] payload, Function<byte[], String> cause) {
        return functions.invoke(function, payload, task.timeout()).handle((ran, failure) -> {
            if (failure != null) {
                throw refused(failure);
            }
            if (ran.functionError() != null) {
                throw functionFailed(ran, cause);
            }
            return ran;
        });
    }

    /** "The error name is the errorType of the function's error, and the cause is that error as JSON text." */
    private static TaskFailure functionFailed(InvocationResult ran, Function<byte[], String> cause) {
        String type = json(ran.payload()).path("errorType").asString("");
        return new TaskFailure(type.isEmpty() ? "Lambda.Unknown" : type, cause.apply(ran.payload()));
    }

    /** A function that is called by its own ARN: the error as the function wrote it, blanks and all. */
    private static String asAnswered(byte[] error) {
        return new String(error, StandardCharsets.UTF_8);
    }

    /** {@code lambda:invoke} reads what the function answered, an error too, and writes it anew without blanks. */
    private static String retold(byte[] error) {
        return json(error) instanceof ObjectNode read ? AwsJson.text(read) : asAnswered(error);
    }

    private static TaskFailure refused(Throwable thrown) {
        Throwable failure =
                thrown instanceof CompletionException && thrown.getCause() != null ? thrown.getCause() : thrown;
        if (failure instanceof InvocationRefused known) {
            return refused(known.status(), known.code(), String.valueOf(known.getMessage()));
        }
        return new TaskFailure("Lambda.SdkClientException", "Unable to execute HTTP request: " + failure);
    }

    private static TaskFailure refused(int status, String code, String message) {
        return new TaskFailure(
                "Lambda." + code,
                message + " (Service: AWSLambda; Status Code: " + status + "; Error Code: " + code + "; Request ID: "
                        + UUID.randomUUID() + "; Proxy: null)");
    }

    /** A payload that is text is JSON text already, and sent as it is. */
    private static byte[] payload(JsonNode given) {
        if (given.isMissingNode()) {
            return "{}".getBytes(StandardCharsets.UTF_8);
        }
        if (!given.isString()) {
            return bytes(given);
        }
        byte[] text = given.asString().getBytes(StandardCharsets.UTF_8);
        try {
            AwsJson.MAPPER.readTree(text);
        } catch (JacksonException e) {
            throw refused(
                    400,
                    "InvalidRequestContentException",
                    "Could not parse request body into json: Could not parse payload into json: " + AwsJson.why(e));
        }
        return text;
    }

    private static JsonNode optimised(InvocationResult ran) {
        ObjectNode result = AwsJson.MAPPER.createObjectNode();
        result.put("ExecutedVersion", ran.executedVersion());
        result.set("Payload", json(ran.payload()));
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("X-Amz-Executed-Version", ran.executedVersion());
        headers.put("x-amzn-Remapped-Content-Length", "0");
        headers.putAll(SdkMetadata.headers(ran.requestId(), ran.payload().length, "application/json"));
        headers.put("X-Amzn-Trace-Id", "root=1-00000000-" + ran.requestId().replace("-", "") + ";parent=0;sampled=0");
        SdkMetadata.add(result, ran.requestId(), headers, 200);
        result.put("StatusCode", 200);
        return result;
    }

    private static JsonNode accepted(int status) {
        String requestId = RequestIds.next();
        ObjectNode result = AwsJson.MAPPER.createObjectNode();
        SdkMetadata.add(result, requestId, SdkMetadata.headers(requestId, 0, "application/json"), status);
        result.put("StatusCode", status);
        return result;
    }

    private static byte[] bytes(JsonNode json) {
        return AwsJson.text(json).getBytes(StandardCharsets.UTF_8);
    }

    private static JsonNode json(byte[] payload) {
        try {
            return AwsJson.MAPPER.readTree(payload);
        } catch (JacksonException e) {
            return StringNode.valueOf(new String(payload, StandardCharsets.UTF_8));
        }
    }
}
