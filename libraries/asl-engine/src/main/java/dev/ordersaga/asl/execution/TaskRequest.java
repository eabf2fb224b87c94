package dev.ordersaga.asl.execution;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * One attempt at a Task state's work.
 *
 * @param executionArn the execution that asks
 * @param stateName the Task state's name
 * @param resource the state's {@code Resource}, with {@code .waitForTaskToken} or {@code .sync} still on it
 * @param input what the state sends: its evaluated {@code Arguments} or {@code Parameters}, or its input
 * @param attempt 0 for the first attempt, then 1 for each retry
 * @param taskToken the token of a task that waits for a callback; null for any other
 * @param timeout how long the engine waits before it fails the attempt with {@code States.Timeout}
 * @param number counts the attempts of the execution, from 1: an attempt that is handed out again after a {@link Engine#resume} has the
 *     same
 */
public record TaskRequest(
        String executionArn,
        String stateName,
        String resource,
        JsonNode input,
        int attempt,
        @Nullable String taskToken,
        @Nullable Duration timeout,
        long number) {

    /** A request outside an execution: the first attempt there is. */
    public TaskRequest(
            String executionArn,
            String stateName,
            String resource,
            JsonNode input,
            int attempt,
            @Nullable String taskToken,
            @Nullable Duration timeout) {
        this(executionArn, stateName, resource, input, attempt, taskToken, timeout, 1);
    }
}
