package dev.ordersaga.local.lambda;

import java.time.Duration;
import java.util.Map;

/**
 * What one version of a function is: its code and how it runs. A published version never changes; {@code $LATEST} is replaced.
 *
 * @param invocationsPerEnvironment how many invocations one process takes at once
 * @param role kept and given back, not looked at
 * @param lastModified as AWS writes it
 */
record VersionConfiguration(
        String name,
        String version,
        String runtime,
        String handler,
        String role,
        String description,
        Duration timeout,
        int memoryMegabytes,
        int invocationsPerEnvironment,
        Map<String, String> environment,
        FunctionCode code,
        String lastModified,
        String revision) {

    static final String LATEST = "$LATEST";

    VersionConfiguration {
        environment = Map.copyOf(environment);
    }

    /** Whether the two run the same code in the same way, whatever they are called. */
    boolean runsAs(VersionConfiguration other) {
        return runtime.equals(other.runtime)
                && handler.equals(other.handler)
                && role.equals(other.role)
                && timeout.equals(other.timeout)
                && memoryMegabytes == other.memoryMegabytes
                && invocationsPerEnvironment == other.invocationsPerEnvironment
                && environment.equals(other.environment)
                && code.root().equals(other.code.root())
                && code.sha256().equals(other.code.sha256());
    }

    VersionConfiguration as(String publishedVersion) {
        return new VersionConfiguration(
                name,
                publishedVersion,
                runtime,
                handler,
                role,
                description,
                timeout,
                memoryMegabytes,
                invocationsPerEnvironment,
                environment,
                code,
                lastModified,
                revision);
    }
}
