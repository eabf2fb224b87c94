package dev.ordersaga.local.stepfunctions;

import dev.ordersaga.asl.IntegrationPattern;
import dev.ordersaga.asl.TaskResource;
import dev.ordersaga.asl.execution.Execution;
import dev.ordersaga.asl.execution.ExecutionStatus;
import dev.ordersaga.asl.execution.TaskRequest;
import dev.ordersaga.local.http.AwsError;
import dev.ordersaga.local.http.AwsJson;
import dev.ordersaga.local.http.RequestIds;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * {@code arn:aws:states:::states:startExecution}, alone or with {@code .sync} or {@code .sync:2}.
 *
 * @see <a href="https://docs.aws.amazon.com/step-functions/latest/dg/connect-stepfunctions.html">Start workflow executions</a>
 */
final class NestedExecutionIntegration implements Integration {

    private final ExecutionOperations executions;

    NestedExecutionIntegration(ExecutionOperations executions) {
        this.executions = executions;
    }

    @Override
    public CompletionStage<JsonNode> call(TaskRequest task) {
        JsonNode input = task.input();
        JsonNode given = input.path("Input");
        String childInput = given.isMissingNode() || given.isNull()
                ? "{}"
                : given.isString() ? given.asString() : AwsJson.text(given);
        JsonNode name = input.path("Name");
        String requestId = RequestIds.next();
        TaskResource resource = TaskResource.of(task.resource());
        boolean waits = resource.waitsFor() == IntegrationPattern.RUN_A_JOB;
        Execution child;
        try {
            child = executions.start(
                    input.path("StateMachineArn").asString(""),
                    name.isString() ? Optional.of(name.asString()) : Optional.empty(),
                    childInput,
                    task.executionArn() + "#" + task.number(),
                    waits);
        } catch (AwsError e) {
            throw new TaskFailure(
                    "StepFunctions." + e.code() + "Exception",
                    e.text() + " (Service: AWSStepFunctions; Status Code: " + e.status() + "; Error Code: " + e.code()
                            + "; Request ID: " + requestId + "; Proxy: null)");
        }
        if (waits) {
            return ended(child, resource.text().endsWith(".sync:2"));
        }
        ObjectNode result = AwsJson.MAPPER.createObjectNode();
        result.put("ExecutionArn", child.request().executionArn());
        SdkMetadata.add(result, requestId, SdkMetadata.headers(requestId, 161, "application/x-amz-json-1.0"), 200);
        result.put("StartDate", AwsJson.timestamp(child.startDate()));
        return child.written().thenApply(written -> result);
    }

    private static CompletionStage<JsonNode> ended(Execution child, boolean parsed) {
        CompletableFuture<JsonNode> answer = new CompletableFuture<>();
        // "If a Step Functions states:startExecution.sync task is aborted, it will call the StopExecution API action."
        CompletionStage<JsonNode> stopped = answer;
        stopped.whenComplete((result, failure) -> {
            if (answer.isCancelled()) {
                child.stop(null, null);
            }
        });
        child.whenEnded(() -> {
            ObjectNode result = capitalised(ExecutionOperations.described(child, StartedBy.STATE_MACHINE), parsed);
            if (child.status() == ExecutionStatus.SUCCEEDED) {
                answer.complete(result);
            } else {
                answer.completeExceptionally(new TaskFailure("States.TaskFailed", AwsJson.text(result)));
            }
        });
        return answer;
    }

    /** DescribeExecution's answer as an integration shows it; with {@code .sync:2}, input and output are JSON and not text. */
    private static ObjectNode capitalised(ObjectNode described, boolean parsed) {
        ObjectNode result = AwsJson.MAPPER.createObjectNode();
        for (Map.Entry<String, JsonNode> field : described.properties()) {
            String name = field.getKey();
            JsonNode value = field.getValue();
            if (name.startsWith("redrive")) {
                continue;
            }
            if (name.endsWith("Details")) {
                value = AwsJson.MAPPER.createObjectNode().put("Included", true);
            } else if (parsed && (name.equals("input") || name.equals("output"))) {
                value = AwsJson.MAPPER.readTree(value.asString());
            }
            result.set(Character.toUpperCase(name.charAt(0)) + name.substring(1), value);
        }
        return result;
    }
}
