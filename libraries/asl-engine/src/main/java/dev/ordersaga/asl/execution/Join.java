package dev.ordersaga.asl.execution;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** The branches or iterations that a branch waits for. */
abstract sealed class Join implements Suspension permits ParallelJoin, MapJoin {

    /** Which branch waits. */
    final Branch branch;

    final List<Branch> running = new ArrayList<>();
    private final @Nullable JsonNode[] outputs;
    private int open;

    Join(Branch branch, int size) {
        this.branch = branch;
        this.outputs = new JsonNode[size];
        this.open = size;
    }

    /** Begins with as many branches as may run at once. */
    abstract void start(Interpreter interpreter);

    /** Tells that a branch has ended well, and gives the event that its join follows from. */
    abstract long succeeded(Branch ended, HistoryWriter history);

    /** Tells that a branch has failed. */
    abstract void failed(Branch ended, HistoryWriter history);

    /** Tells that a branch is given up, because of what the previous event tells. */
    abstract void aborted(Branch given, HistoryWriter history, long previous);

    /** A branch ended well while others have not: there may be room for another. */
    abstract void goOn(Branch ended, Interpreter interpreter);

    /** Whether the branch still waits for this: late steps of branches that were given up change nothing. */
    @SuppressWarnings("ReferenceEquality")
    boolean isWaitedFor() {
        return branch.waitsFor == this;
    }

    int size() {
        return outputs.length;
    }

    void keep(Branch ended, JsonNode output) {
        outputs[ended.index] = output;
        running.remove(ended);
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
