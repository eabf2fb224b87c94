package dev.ordersaga.asl.execution;

import dev.ordersaga.asl.State;
import dev.ordersaga.asl.StateGraph;
import java.util.List;

/** "A Parallel State causes the interpreter to execute each branch as concurrently as possible." */
final class ParallelJoin extends Join {

    private final List<StateGraph> branches;
    private final Payload input;

    ParallelJoin(Branch branch, State.Parallel state, Payload input) {
        super(branch, state.branches().size());
        this.branches = state.branches();
        this.input = input;
    }

    @Override
    void start(Interpreter interpreter) {
        for (int i = 0; i < branches.size(); i++) {
            running.add(new Branch(
                    branches.get(i),
                    this,
                    i,
                    null,
                    branch.variables.inner(),
                    input,
                    branch.lastEvent,
                    interpreter.now()));
        }
        for (Branch started : List.copyOf(running)) {
            interpreter.next(() -> {
                if (isWaitedFor()) {
                    interpreter.enter(started);
                }
            });
        }
    }

    @Override
    void startRest(Interpreter interpreter, long previous) {
        // all branches have been started
    }

    @Override
    long succeeded(Branch ended, HistoryWriter history) {
        return ended.lastEvent;
    }

    @Override
    void failed(Branch ended, HistoryWriter history) {
        // a branch has no event of its own
    }

    @Override
    void aborted(Branch given, HistoryWriter history, long previous) {
        // a branch has no event of its own
    }

    @Override
    void goOn(Branch ended, Interpreter interpreter) {
        // all branches have been started
    }
}
