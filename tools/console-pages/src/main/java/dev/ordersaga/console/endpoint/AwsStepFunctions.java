package dev.ordersaga.console.endpoint;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** State machines, executions and changes through the operations of Step Functions' own API. */
public final class AwsStepFunctions implements EndpointStateMachines, EndpointExecutions, Changes {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final int MAX_PAGE_SIZE = 1000;
    private static final int TAIL_PAGE = 100;

    private final AwsJsonCalls calls;

    public AwsStepFunctions(AwsJsonCalls calls) {
        this.calls = calls;
    }

    @Override
    public ListPart<StateMachineSummary> list(Optional<String> from) {
        ObjectNode input = JSON.createObjectNode().put("maxResults", MAX_PAGE_SIZE);
        from.ifPresent(token -> input.put("nextToken", token));
        ObjectNode output = calls.call("ListStateMachines", input);
        List<StateMachineSummary> machines = new ArrayList<>();
        for (JsonNode machine : output.path("stateMachines")) {
            machines.add(new StateMachineSummary(
                    text(machine, "stateMachineArn"),
                    text(machine, "name"),
                    text(machine, "type").equals("EXPRESS"),
                    time(machine.get("creationDate")).orElse(Instant.EPOCH)));
        }
        return new ListPart<>(machines, optional(output, "nextToken"));
    }

    @Override
    public StateMachineText describe(String machineArn) {
        ObjectNode output =
                calls.call("DescribeStateMachine", JSON.createObjectNode().put("stateMachineArn", machineArn));
        return machine(output, output.get("creationDate"));
    }

    @Override
    public ListPart<ExecutionSummary> list(
            String machineArn, Optional<RunStatus> status, int most, Optional<String> from) {
        ObjectNode input =
                JSON.createObjectNode().put("stateMachineArn", machineArn).put("maxResults", most);
        status.ifPresent(only -> input.put("statusFilter", only.name()));
        from.ifPresent(token -> input.put("nextToken", token));
        ObjectNode output = calls.call("ListExecutions", input);
        List<ExecutionSummary> executions = new ArrayList<>();
        output.path("executions").forEach(each -> executions.add(summary(each)));
        return new ListPart<>(executions, optional(output, "nextToken"));
    }

    @Override
    public ExecutionDetails describeExecution(String executionArn) {
        ObjectNode output = calls.call("DescribeExecution", executionArn(executionArn));
        return new ExecutionDetails(
                summary(output),
                text(output, "stateMachineArn"),
                optional(output, "input"),
                optional(output, "output"),
                optional(output, "error"),
                optional(output, "cause"),
                text(output, "redriveStatus").equals("REDRIVABLE"));
    }

    @Override
    public StateMachineText definition(String executionArn) {
        ObjectNode output = calls.call("DescribeStateMachineForExecution", executionArn(executionArn));
        return machine(output, output.get("updateDate"));
    }

    /** All from the beginning; what is new, from the end back to what is known. */
    @Override
    public List<ObjectNode> eventsAfter(String executionArn, long id) {
        Deque<ObjectNode> events = new ArrayDeque<>();
        boolean fromTheEnd = id > 0;
        @Nullable String token = null;
        do {
            ObjectNode input = executionArn(executionArn)
                    .put("maxResults", fromTheEnd ? TAIL_PAGE : MAX_PAGE_SIZE)
                    .put("reverseOrder", fromTheEnd)
                    .put("includeExecutionData", true);
            if (token != null) {
                input.put("nextToken", token);
            }
            ObjectNode output = calls.call("GetExecutionHistory", input);
            for (JsonNode event : output.path("events")) {
                if (event.path("id").asLong() <= id) {
                    return List.copyOf(events);
                }
                if (event instanceof ObjectNode fields) {
                    if (fromTheEnd) {
                        events.addFirst(fields);
                    } else {
                        events.addLast(fields);
                    }
                }
            }
            token = optional(output, "nextToken").orElse(null);
        } while (token != null);
        return List.copyOf(events);
    }

    @Override
    public String start(String machineArn, Optional<String> name, String input) {
        ObjectNode fields =
                JSON.createObjectNode().put("stateMachineArn", machineArn).put("input", input);
        name.ifPresent(given -> fields.put("name", given));
        return text(calls.call("StartExecution", fields), "executionArn");
    }

    @Override
    public void stop(String executionArn, String error, String cause) {
        calls.call(
                "StopExecution", executionArn(executionArn).put("error", error).put("cause", cause));
    }

    @Override
    public void redrive(String executionArn) {
        calls.call("RedriveExecution", executionArn(executionArn));
    }

    @Override
    public void succeed(String taskToken, String output) {
        calls.call(
                "SendTaskSuccess",
                JSON.createObjectNode().put("taskToken", taskToken).put("output", output));
    }

    @Override
    public void fail(String taskToken, String error, String cause) {
        calls.call(
                "SendTaskFailure",
                JSON.createObjectNode()
                        .put("taskToken", taskToken)
                        .put("error", error)
                        .put("cause", cause));
    }

    private static ObjectNode executionArn(String arn) {
        return JSON.createObjectNode().put("executionArn", arn);
    }

    private static StateMachineText machine(ObjectNode output, @Nullable JsonNode since) {
        return new StateMachineText(
                text(output, "stateMachineArn"),
                text(output, "name"),
                text(output, "type").equals("EXPRESS"),
                text(output, "definition"),
                time(since).orElse(Instant.EPOCH));
    }

    private static ExecutionSummary summary(JsonNode execution) {
        return new ExecutionSummary(
                text(execution, "executionArn"),
                text(execution, "name"),
                RunStatus.of(text(execution, "status")).orElse(RunStatus.RUNNING),
                time(execution.get("startDate")).orElse(Instant.EPOCH),
                time(execution.get("stopDate")));
    }

    private static String text(JsonNode node, String field) {
        return node.path(field).asString("");
    }

    private static Optional<String> optional(JsonNode node, String field) {
        return Optional.ofNullable(node.get(field)).filter(JsonNode::isString).map(JsonNode::asString);
    }

    /** Seconds since the epoch, as AWS JSON writes a timestamp. */
    private static Optional<Instant> time(@Nullable JsonNode seconds) {
        return Optional.ofNullable(seconds)
                .filter(JsonNode::isNumber)
                .map(number -> Instant.ofEpochMilli(
                        number.decimalValue().multiply(BigDecimal.valueOf(1000)).longValue()));
    }
}
