package dev.ordersaga.sam;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * A Lambda function of a template. What is empty is not there, or its value is not known, which is a problem of the template where it
 * should be known.
 *
 * @param place where its properties stand, as a JSON pointer
 * @param code CodeUri (or Code) with its value: a path or an S3 location
 * @param role the ARN of its role: the one that the template gives it, otherwise the one that SAM makes; empty where it is not known
 * @param timeoutSeconds "the default is 3 seconds"
 * @param memoryMegabytes "the default is 128 MB"
 * @param onManagedInstances whether it runs on a capacity provider's instances, where an environment takes several invocations at once
 * @param invocationsPerEnvironment how many at most; empty for Lambda's default
 * @param alias the alias that follows each newly published version
 * @param properties all of its properties, with Globals merged in, the intrinsic functions still in place
 */
public record FunctionResource(
        String logicalId,
        String place,
        Optional<String> name,
        Optional<String> runtime,
        Optional<String> handler,
        Optional<JsonNode> code,
        Optional<String> role,
        int timeoutSeconds,
        int memoryMegabytes,
        Map<String, String> environment,
        Optional<Integer> reservedConcurrency,
        boolean onManagedInstances,
        Optional<Integer> invocationsPerEnvironment,
        Optional<String> alias,
        List<EventSource> events,
        JsonNode properties) {

    public FunctionResource {
        environment = Map.copyOf(environment);
        events = List.copyOf(events);
    }
}
