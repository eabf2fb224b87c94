package dev.ordersaga.local.lambda;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A function to deploy.
 *
 * @param handler as AWS writes it: {@code package.Class} or {@code package.Class::method}
 * @param code a zip or jar, or a folder laid out as one
 * @param role the ARN of its role, which is answered and means nothing here; null: one of ours
 * @param memoryMegabytes bounds the heap
 * @param reservedConcurrency null: none reserved
 * @param invocationsPerEnvironment how many invocations one process takes at once; null: as the settings say
 * @param alias published and pointed to the new version; null: none
 */
public record FunctionSpec(
        String name,
        String runtime,
        String handler,
        Path code,
        @Nullable String role,
        Duration timeout,
        int memoryMegabytes,
        Map<String, String> environment,
        @Nullable Integer reservedConcurrency,
        @Nullable Integer invocationsPerEnvironment,
        @Nullable String alias) {

    public FunctionSpec {
        environment = Map.copyOf(environment);
    }
}
