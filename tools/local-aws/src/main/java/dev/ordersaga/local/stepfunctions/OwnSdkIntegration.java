package dev.ordersaga.local.stepfunctions;

import dev.ordersaga.asl.TaskResource;
import dev.ordersaga.asl.execution.TaskRequest;
import dev.ordersaga.local.http.AwsError;
import dev.ordersaga.local.http.AwsJson;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * {@code arn:aws:states:::aws-sdk:sfn:ACTION}: Step Functions' own operations, from a Task. Fields begin with capitals, times are texts,
 * and errors are the SDK's exceptions.
 *
 * @see <a href="https://docs.aws.amazon.com/step-functions/latest/dg/supported-services-awssdk.html">AWS SDK integrations</a>
 */
final class OwnSdkIntegration implements Integration {

    private final Function<String, @Nullable Operation> operations;

    OwnSdkIntegration(Function<String, @Nullable Operation> operations) {
        this.operations = operations;
    }

    @Override
    public CompletionStage<JsonNode> call(TaskRequest task) {
        TaskResource.Integration resource = (TaskResource.Integration) TaskResource.of(task.resource());
        Operation operation = operations.apply(capital(resource.action()));
        if (operation == null) {
            throw new TaskFailure("States.Runtime", "local-aws does not support Step Functions' " + resource.action());
        }
        try {
            RequestFields fields = new RequestFields(
                    lowered(task.input(), "") instanceof ObjectNode given ? given : AwsJson.MAPPER.createObjectNode());
            return operation.answer(Arn.ownerOf(task.executionArn()), fields).handle((answer, failure) -> {
                if (failure != null) {
                    throw failed(failure);
                }
                return raised(answer, "");
            });
        } catch (AwsError e) {
            return CompletableFuture.failedFuture(failed(e));
        }
    }

    private static RuntimeException failed(Throwable failure) {
        Throwable why =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        if (!(why instanceof AwsError error)) {
            return new CompletionException(why);
        }
        String name = error.code().equals("ValidationException") ? "SfnException" : error.code() + "Exception";
        return new TaskFailure(
                "Sfn." + name.replace("ExceptionException", "Exception"),
                error.text() + " (Service: Sfn, Status Code: " + error.status() + ", Request ID: " + UUID.randomUUID()
                        + ")");
    }

    /** As the API names fields. What is text to the API may be given as JSON. */
    private static JsonNode lowered(JsonNode json, String field) {
        if (json.isContainer() && (field.equals("input") || field.equals("output") || field.equals("definition"))) {
            return AwsJson.MAPPER.getNodeFactory().stringNode(AwsJson.text(json));
        }
        return mapped(
                json, name -> Character.toLowerCase(name.charAt(0)) + name.substring(1), OwnSdkIntegration::lowered);
    }

    /** As the SDK names fields and tells times. */
    private static JsonNode raised(JsonNode json, String field) {
        if (json.isNumber() && (field.endsWith("Date") || field.equals("Timestamp"))) {
            BigDecimal seconds = json.decimalValue();
            return AwsJson.MAPPER
                    .getNodeFactory()
                    .stringNode(Instant.ofEpochMilli(seconds.movePointRight(3).longValue())
                            .toString());
        }
        return mapped(json, OwnSdkIntegration::capital, OwnSdkIntegration::raised);
    }

    @FunctionalInterface
    private interface Step {

        JsonNode apply(JsonNode json, String field);
    }

    private static JsonNode mapped(JsonNode json, Function<String, String> name, Step step) {
        if (json.isObject()) {
            ObjectNode mapped = AwsJson.MAPPER.createObjectNode();
            for (Map.Entry<String, JsonNode> member : json.properties()) {
                String key = member.getKey().isEmpty() ? "" : name.apply(member.getKey());
                mapped.set(key, step.apply(member.getValue(), key));
            }
            return mapped;
        }
        if (json.isArray()) {
            ArrayNode mapped = AwsJson.MAPPER.createArrayNode();
            json.forEach(element -> mapped.add(step.apply(element, "")));
            return mapped;
        }
        return json;
    }

    private static String capital(String name) {
        return Character.toUpperCase(name.charAt(0)) + name.substring(1);
    }
}
