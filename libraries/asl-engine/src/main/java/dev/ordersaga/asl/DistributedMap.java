package dev.ordersaga.asl;

import java.util.Optional;

/**
 * What makes a Map a distributed one: "each iteration of the Map state runs as a child workflow execution".
 *
 * @param express whether children are Express executions
 * @param label names the Map in the ARNs of its runs and children; empty where the service makes one up
 */
public record DistributedMap(
        boolean express,
        Optional<String> label,
        Optional<ItemReader> reader,
        Optional<ItemBatcher> batcher,
        Optional<ResultWriter> writer) {}
