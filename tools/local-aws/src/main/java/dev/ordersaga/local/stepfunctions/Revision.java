package dev.ordersaga.local.stepfunctions;

import dev.ordersaga.asl.StateMachine;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A state machine as it stood between two updates. Executions keep the revision they were started with.
 *
 * @param id null for the first
 * @param definition the text as it came
 */
record Revision(
        @Nullable String id,
        String definition,
        StateMachine machine,
        String roleArn,
        JsonNode logging,
        JsonNode tracing,
        Instant updateDate,
        JsonNode encryption) {

    boolean sameAs(
            String otherDefinition,
            String otherRole,
            JsonNode otherLogging,
            JsonNode otherTracing,
            JsonNode otherEncryption) {
        return definition.equals(otherDefinition)
                && roleArn.equals(otherRole)
                && logging.equals(otherLogging)
                && tracing.equals(otherTracing)
                && encryption.equals(otherEncryption);
    }
}
