package dev.ordersaga.asl.execution;

import java.util.ArrayList;
import java.util.Comparator;
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

    private final List<Branch> failed = new ArrayList<>(1);
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

    /** The branch has failed: it is not running any more, and can be redriven. */
    void fails(Branch branch) {
        running.remove(branch);
        failed.add(branch);
    }

    /** Takes the branches that were begun and did not end well, in their order, to be redriven: they are running again. */
    List<Branch> runAgain() {
        running.addAll(failed);
        failed.clear();
        running.sort(Comparator.comparingInt(branch -> branch.index));
        return List.copyOf(running);
    }

    /** The branches that were begun and have not ended well. */
    List<Branch> unfinished() {
        List<Branch> unfinished = new ArrayList<>(running);
        unfinished.addAll(failed);
        return unfinished;
    }

    /** Begins with those that have not begun, as far as there is room beside those that run; they follow from {@code previous}. */
    abstract void startRest(Interpreter interpreter, long previous);

    /** Characters that the outputs kept here take as JSON. */
    long outputLength() {
        long length = 0;
        for (JsonNode output : outputs) {
            length += output == null ? 0 : output.toString().length();
        }
        return length;
    }

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
