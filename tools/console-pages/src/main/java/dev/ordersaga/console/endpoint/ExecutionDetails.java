package dev.ordersaga.console.endpoint;

import java.util.Optional;

/**
 * An execution as DescribeExecution tells it.
 *
 * @param input JSON text
 * @param output JSON text, once it has succeeded
 * @param redrivable whether the endpoint would redrive it now
 */
public record ExecutionDetails(
        ExecutionSummary summary,
        String machineArn,
        Optional<String> input,
        Optional<String> output,
        Optional<String> error,
        Optional<String> cause,
        boolean redrivable) {}
