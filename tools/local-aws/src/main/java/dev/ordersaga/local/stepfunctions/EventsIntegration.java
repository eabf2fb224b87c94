package dev.ordersaga.local.stepfunctions;

import dev.ordersaga.asl.execution.TaskRequest;
import dev.ordersaga.local.events.EventBridgeService;
import dev.ordersaga.local.http.AwsError;
import dev.ordersaga.local.http.AwsJson;
import dev.ordersaga.local.http.Caller;
import dev.ordersaga.local.http.RequestIds;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * {@code arn:aws:states:::events:putEvents}.
 *
 * @see <a href="https://docs.aws.amazon.com/step-functions/latest/dg/connect-eventbridge.html">Add EventBridge events</a>
 */
final class EventsIntegration implements Integration {

    private final EventBridgeService events;

    EventsIntegration(EventBridgeService events) {
        this.events = events;
    }

    /**
     * PutEvents, where "the execution ARN and the state machine ARN are automatically appended to the Resources field of each
     * entry" and a failed entry fails the task with {@code EventBridge.FailedEntry}.
     */
    @Override
    public CompletionStage<JsonNode> call(TaskRequest task) {
        ObjectNode input = AwsJson.MAPPER.createObjectNode();
        ArrayNode entries = input.putArray("Entries");
        Caller caller = Arn.ownerOf(task.executionArn());
        String stateMachineArn = Arn.stateMachineOf(task.executionArn()).text();
        for (JsonNode given : task.input().path("Entries")) {
            if (!(given instanceof ObjectNode object)) {
                throw new TaskFailure("States.Runtime", "Each of the Entries of events:putEvents must be an object");
            }
            ObjectNode entry = object.deepCopy();
            JsonNode detail = entry.path("Detail");
            if (detail.isContainer()) {
                entry.put("Detail", AwsJson.text(detail));
            }
            entry.withArray("Resources").add(task.executionArn()).add(stateMachineArn);
            entries.add(entry);
        }
        ObjectNode result;
        try {
            result = events.putEvents(caller, input);
        } catch (AwsError e) {
            throw new TaskFailure("EventBridge." + e.code(), e.text());
        }
        if (result.path("FailedEntryCount").asInt(0) > 0) {
            throw new TaskFailure("EventBridge.FailedEntry", AwsJson.text(result));
        }
        String requestId = RequestIds.next();
        int length = AwsJson.text(result).length();
        SdkMetadata.add(result, requestId, SdkMetadata.headers(requestId, length, "application/x-amz-json-1.1"), 200);
        return CompletableFuture.completedFuture(result);
    }
}
