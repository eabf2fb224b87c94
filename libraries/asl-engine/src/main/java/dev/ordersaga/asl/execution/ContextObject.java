package dev.ordersaga.asl.execution;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** "The Context Object": what a state can read about the execution, itself and its task, as {@code $$}. */
final class ContextObject {

    private static final DateTimeFormatter MILLISECONDS =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSX").withZone(ZoneOffset.UTC);

    private final ObjectNode execution = JsonNodeFactory.instance.objectNode();
    private final ObjectNode stateMachine = JsonNodeFactory.instance.objectNode();

    ContextObject(ExecutionRequest request, JsonNode input, Instant startDate) {
        execution.put("Id", request.executionArn());
        execution.set("Input", input);
        execution.put("Name", request.executionName());
        execution.put("RoleArn", request.roleArn());
        execution.put("StartTime", MILLISECONDS.format(startDate));
        execution.put("RedriveCount", 0);
        stateMachine.put("Id", request.stateMachineArn());
        stateMachine.put("Name", request.stateMachineName());
    }

    ObjectNode in(Strand strand, @Nullable String taskToken) {
        ObjectNode context = JsonNodeFactory.instance.objectNode();
        context.set("Execution", execution);
        context.set("StateMachine", stateMachine);
        ObjectNode state = context.putObject("State");
        state.put("Name", strand.stateName);
        state.put("EnteredTime", MILLISECONDS.format(strand.enteredAt));
        if (strand.state().canBeRetried()) {
            state.put("RetryCount", strand.retryCount);
        }
        if (taskToken != null) {
            context.putObject("Task").put("Token", taskToken);
        }
        for (Strand iteration = strand; iteration != null; iteration = iteration.parent) {
            Payload item = iteration.item;
            if (item != null) {
                putItem(context, iteration.index, item.json());
                break;
            }
        }
        return context;
    }

    static void putItem(ObjectNode context, int index, JsonNode value) {
        ObjectNode item = context.putObject("Map").putObject("Item");
        item.put("Index", index);
        item.set("Value", value);
    }
}
