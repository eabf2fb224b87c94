package dev.ordersaga.asl.execution;

/**
 * What is needed to start an execution; all of it can be read by the state machine from the context object.
 *
 * @param input JSON text
 */
public record ExecutionRequest(
        String executionArn,
        String executionName,
        String stateMachineArn,
        String stateMachineName,
        String roleArn,
        String input) {}
