package dev.ordersaga.local.cloudformation;

import dev.ordersaga.sam.Output;
import dev.ordersaga.sam.StackId;
import java.time.Instant;
import java.util.List;

/**
 * The stack that is deployed.
 *
 * @param resources in the order of making; at the end, what AWS would make and is not made here
 */
public record DeployedStack(StackId id, Instant creationTime, List<Output> outputs, List<StackResource> resources) {

    public DeployedStack {
        outputs = List.copyOf(outputs);
        resources = List.copyOf(resources);
    }

    /**
     * One resource.
     *
     * @param physicalId its name or ARN; empty where it is not made here
     */
    public record StackResource(String logicalId, String type, String physicalId, boolean made) {}
}
