package dev.ordersaga.asl.execution;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What is needed to start an execution; all of it can be read by the state machine from the context object.
 *
 * @param input JSON text
 * @param roleArn null where the execution has none
 * @param context what the context object is to be in place of the engine's own; null for that
 */
public record ExecutionRequest(
        String executionArn,
        String executionName,
        String stateMachineArn,
        String stateMachineName,
        @Nullable String roleArn,
        String input,
        @Nullable JsonNode context) {

    /** A request with the engine's own context object. */
    public ExecutionRequest(
            String executionArn,
            String executionName,
            String stateMachineArn,
            String stateMachineName,
            @Nullable String roleArn,
            String input) {
        this(executionArn, executionName, stateMachineArn, stateMachineName, roleArn, input, null);
    }
}
