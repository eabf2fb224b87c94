package dev.ordersaga.local.stepfunctions;

import dev.ordersaga.asl.execution.Execution;
import dev.ordersaga.asl.execution.ExecutionStatus;
import dev.ordersaga.local.events.EventBridgeService;
import dev.ordersaga.local.http.AwsJson;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import tools.jackson.databind.node.ObjectNode;

/**
 * Tells EventBridge's default bus when a Standard execution begins and how it ends; "Express Workflows do not emit events".
 *
 * @see <a href="https://docs.aws.amazon.com/step-functions/latest/dg/eventbridge-integration.html">Execution status change events</a>
 */
final class StatusChanges implements ExecutionWatcher {

    /** "If the combined escaped input and output are larger than 248 KiB, the input is left out; if the output is, it is, too." */
    private static final int MAX_DATA_SIZE = 248 * 1024;

    private final EventBridgeService events;

    StatusChanges(EventBridgeService events) {
        this.events = events;
    }

    @Override
    public void began(Execution execution, Revision revision, StartedBy startedBy, boolean express, int known) {
        if (express) {
            return;
        }
        // What is told of the beginning was so then, whatever has happened since.
        tell(
                execution,
                execution.redriveDate().orElse(execution.startDate()),
                () -> detail(execution, startedBy, ExecutionStatus.RUNNING, Optional.empty()));
        tellTheEnd(execution, startedBy);
    }

    @Override
    public void goesOn(Execution execution, Revision revision, StartedBy startedBy) {
        if (execution.status() == ExecutionStatus.RUNNING) {
            tellTheEnd(execution, startedBy);
        }
    }

    private void tellTheEnd(Execution execution, StartedBy startedBy) {
        execution.whenEnded(() -> execution
                .stopDate()
                .ifPresent(stop -> tell(
                        execution, stop, () -> detail(execution, startedBy, execution.status(), Optional.of(stop)))));
    }

    private void tell(Execution execution, Instant time, Supplier<ObjectNode> detail) {
        String arn = execution.request().executionArn();
        events.emit(
                Arn.ownerOf(arn), "aws.states", "Step Functions Execution Status Change", time, List.of(arn), detail);
    }

    private static ObjectNode detail(
            Execution execution, StartedBy startedBy, ExecutionStatus status, Optional<Instant> stop) {
        boolean ended = stop.isPresent();
        String input = execution.request().input();
        String output = ended ? execution.output().orElse(null) : null;
        int outputSize = output == null ? 0 : escaped(output);
        boolean withOutput = output != null && outputSize <= MAX_DATA_SIZE;
        boolean withInput = escaped(input) + (withOutput ? outputSize : 0) <= MAX_DATA_SIZE;
        ObjectNode detail = AwsJson.MAPPER.createObjectNode();
        detail.put("executionArn", execution.request().executionArn());
        detail.put("stateMachineArn", execution.request().stateMachineArn());
        detail.put("name", execution.request().executionName());
        detail.put("status", status.name());
        detail.put("startDate", execution.startDate().toEpochMilli());
        detail.put("stopDate", stop.map(Instant::toEpochMilli).orElse(null));
        detail.put("input", withInput ? input : null);
        detail.put("output", withOutput ? output : null);
        detail.put("stateMachineVersionArn", startedBy.versionArn());
        detail.put("stateMachineAliasArn", startedBy.aliasArn());
        detail.put("redriveCount", execution.redriveCount());
        detail.put(
                "redriveDate",
                execution.redriveDate().map(Instant::toEpochMilli).orElse(null));
        Optional<String> against = stop.isPresent()
                ? Redrivability.of(execution, stop.get(), true).reasonAgainst()
                : Optional.of("Execution is RUNNING and cannot be redriven");
        detail.put("redriveStatus", against.isEmpty() ? "REDRIVABLE" : "NOT_REDRIVABLE");
        detail.put("redriveStatusReason", against.orElse(null));
        detail.putObject("inputDetails").put("included", withInput);
        if (output == null) {
            detail.putNull("outputDetails");
        } else {
            detail.putObject("outputDetails").put("included", withOutput);
        }
        detail.put("error", ended ? execution.error().orElse(null) : null);
        detail.put("cause", ended ? execution.cause().orElse(null) : null);
        return detail;
    }

    /** How long a text is inside of another JSON text. */
    private static int escaped(String text) {
        return AwsJson.text(AwsJson.MAPPER.getNodeFactory().stringNode(text)).getBytes(StandardCharsets.UTF_8).length;
    }
}
