package dev.ordersaga.console.endpoint;

import java.util.List;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/** The executions of an endpoint. Every method may wait, and throws {@link EndpointRefused} or {@link EndpointAway}. */
public interface EndpointExecutions {

    /**
     * A machine's executions, newest first.
     *
     * @param status only those; empty for all
     * @param most from 1 to 1000
     * @param from where an earlier part said that the list goes on; empty for its beginning
     */
    ListPart<ExecutionSummary> list(String machineArn, Optional<RunStatus> status, int most, Optional<String> from);

    ExecutionDetails describeExecution(String executionArn);

    /** The definition that this execution runs, which its machine's may have left behind. */
    StateMachineText definition(String executionArn);

    /**
     * The events after one, in order, each in the shape GetExecutionHistory gives it.
     *
     * @param id 0 for all of them
     */
    List<ObjectNode> eventsAfter(String executionArn, long id);
}
