package dev.ordersaga.asl.execution;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** "The Context Object": what a state can read about the execution, itself and its task, as {@code $$}. Made when it is read. */
final class ContextObject {

    private static final DateTimeFormatter MILLISECONDS =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSX").withZone(ZoneOffset.UTC);

    private final ExecutionRequest request;
    private final JsonNode input;
    private final Instant startDate;
    private final int redriveCount;
    private final @Nullable Instant redriveTime;

    ContextObject(ExecutionRequest request, JsonNode input, Instant startDate) {
        this(request, input, startDate, 0, null);
    }

    private ContextObject(
            ExecutionRequest request,
            JsonNode input,
            Instant startDate,
            int redriveCount,
            @Nullable Instant redriveTime) {
        this.request = request;
        this.input = input;
        this.startDate = startDate;
        this.redriveCount = redriveCount;
        this.redriveTime = redriveTime;
    }

    int redriveCount() {
        return redriveCount;
    }

    /** The same execution, redriven for that time. */
    ContextObject redriven(int count, Instant when) {
        return new ContextObject(request, input, startDate, count, when);
    }

    /** An element of a Map and its place. */
    record Item(int index, MapItem element) {

        /** The element that the branch, or the nearest branch around it, iterates over; null for none. */
        static @Nullable Item of(Branch branch) {
            Branch at = branch;
            while (true) {
                Payload item = at.item;
                if (item != null) {
                    return new Item(at.index, MapItem.of(item.json(), MapItem.STATE_DATA));
                }
                if (at.join == null) {
                    return null;
                }
                at = at.join.branch;
            }
        }
    }

    JsonNode in(Branch branch, @Nullable String taskToken, @Nullable Item item) {
        JsonNode given = request.context();
        if (given != null) {
            return item != null && given instanceof ObjectNode known ? told(known.deepCopy(), item) : given;
        }
        ObjectNode context = JsonNodeFactory.instance.objectNode();
        ObjectNode execution = context.putObject("Execution");
        execution.put("Id", request.executionArn());
        execution.set("Input", input);
        execution.put("Name", request.executionName());
        execution.put("RoleArn", request.roleArn());
        execution.put("StartTime", MILLISECONDS.format(startDate));
        if (!request.executionArn().contains(":express:")) {
            // An Express execution cannot be redriven.
            execution.put("RedriveCount", redriveCount);
            if (redriveTime != null) {
                execution.put("RedriveTime", MILLISECONDS.format(redriveTime));
            }
        }
        ObjectNode stateMachine = context.putObject("StateMachine");
        stateMachine.put("Id", request.stateMachineArn());
        stateMachine.put("Name", request.stateMachineName());
        ObjectNode state = context.putObject("State");
        state.put("Name", branch.state.name());
        state.put("EnteredTime", MILLISECONDS.format(branch.enteredAt));
        if (branch.state.canBeRetried()) {
            state.put("RetryCount", branch.retryCount);
        }
        if (taskToken != null) {
            context.putObject("Task").put("Token", taskToken);
        }
        return item == null ? context : told(context, item);
    }

    private static ObjectNode told(ObjectNode context, Item item) {
        ObjectNode told = context.putObject("Map").putObject("Item");
        told.put("Index", item.index());
        item.element().key().ifPresent(key -> told.put("Key", key));
        told.set("Value", item.element().value());
        told.put("Source", item.element().source());
        return context;
    }
}
