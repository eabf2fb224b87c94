package dev.ordersaga.asl.execution;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** The branches or iterations that a strand waits for. */
final class Fork {

    final boolean iterations;
    final List<Strand> running = new ArrayList<>();
    private final @Nullable JsonNode[] outputs;
    private int open;

    /** The next item of a Map to start. */
    int next;

    Fork(boolean iterations, int size) {
        this.iterations = iterations;
        this.outputs = new JsonNode[size];
        this.open = size;
    }

    int size() {
        return outputs.length;
    }

    void done(Strand strand, JsonNode output) {
        outputs[strand.index] = output;
        running.remove(strand);
        open--;
    }

    boolean isComplete() {
        return open == 0;
    }

    /** "An array with one element for each branch", in the order of the definition or the items. */
    JsonNode result() {
        ArrayNode result = JsonNodeFactory.instance.arrayNode(outputs.length);
        for (JsonNode output : outputs) {
            result.add(output);
        }
        return result;
    }
}
