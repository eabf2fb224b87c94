package dev.ordersaga.local.sam;

import dev.ordersaga.local.lambda.FunctionSpec;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** What a deployment is to do about one resource. */
sealed interface Planned {

    String logicalId();

    ResourceType type();

    /**
     * A table.
     *
     * @param createTable the request of DynamoDB's operation of that name
     * @param timeToLive the attribute of items that says when they end; null for none
     */
    record Table(
            String logicalId,
            ResourceType type,
            ObjectNode createTable,
            @Nullable String timeToLive) implements Planned {}

    record Bus(String logicalId, ResourceType type, String name) implements Planned {}

    record Topic(String logicalId, ResourceType type, String name) implements Planned {}

    record Function(String logicalId, ResourceType type, FunctionSpec spec) implements Planned {}

    /** A state machine; the definition's substitutions are made. */
    record Machine(String logicalId, ResourceType type, String name, String definition, String roleArn)
            implements Planned {}

    /** A resource that AWS makes and this machine has no use for. */
    record Skipped(String logicalId, ResourceType type) implements Planned {}
}
