package dev.ordersaga.asl.execution.maprun;

import dev.ordersaga.asl.execution.MapRunRequest.Batching;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Items in batches: each batch is the input of one child, with {@code Items} and, where it is given, {@code BatchInput}.
 *
 * @see <a href="https://docs.aws.amazon.com/step-functions/latest/dg/input-output-itembatcher.html">ItemBatcher</a>
 */
final class Batches {

    /** "The maximum size of a batch is 256 KiB", as of any input. */
    private static final long LARGEST = 256 * 1024;

    private Batches() {}

    static List<JsonNode> of(List<JsonNode> items, Batching batching) {
        long mostItems = batching.maxItems() == 0 ? Long.MAX_VALUE : batching.maxItems();
        long mostBytes = batching.maxBytes() == 0 ? LARGEST : Math.min(LARGEST, batching.maxBytes());
        long empty = bytes(batch(batching));
        List<JsonNode> batches = new ArrayList<>();
        ObjectNode batch = batch(batching);
        ArrayNode members = (ArrayNode) batch.get("Items");
        long size = empty;
        for (JsonNode item : items) {
            long more = bytes(item) + 1;
            // An item that is too large for any batch is a batch of its own, and its child is refused its input.
            if (!members.isEmpty() && (members.size() >= mostItems || size + more > mostBytes)) {
                batches.add(batch);
                batch = batch(batching);
                members = (ArrayNode) batch.get("Items");
                size = empty;
            }
            members.add(item);
            size += more;
        }
        if (!members.isEmpty()) {
            batches.add(batch);
        }
        return batches;
    }

    private static ObjectNode batch(Batching batching) {
        ObjectNode batch = JsonNodeFactory.instance.objectNode();
        batching.batchInput().ifPresent(input -> batch.set("BatchInput", input));
        batch.putArray("Items");
        return batch;
    }

    private static long bytes(JsonNode json) {
        return json.toString().getBytes(StandardCharsets.UTF_8).length;
    }
}
