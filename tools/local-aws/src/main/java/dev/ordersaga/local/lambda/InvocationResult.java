package dev.ordersaga.local.lambda;

import org.jspecify.annotations.Nullable;

/**
 * How an invocation ended.
 *
 * @param payload the function's answer, or the error object with {@code errorType} and {@code errorMessage}
 * @param functionError null where the function answered; {@code Unhandled} or {@code Handled} where it failed
 * @param executedVersion {@code $LATEST} or a published version
 */
public record InvocationResult(
        byte[] payload, @Nullable String functionError, String executedVersion, String requestId) {}
