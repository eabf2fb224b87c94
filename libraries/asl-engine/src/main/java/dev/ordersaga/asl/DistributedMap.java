package dev.ordersaga.asl;

import java.util.List;

/**
 * What makes a Map a distributed one: "each iteration of the Map state runs as a child workflow execution".
 *
 * @param fields those of its fields that the engine cannot run: where items are read from, how they are batched, where results go
 */
public record DistributedMap(List<String> fields) {

    static final List<String> FIELDS = List.of("ItemReader", "ItemBatcher", "ResultWriter");

    public DistributedMap {
        fields = List.copyOf(fields);
    }
}
