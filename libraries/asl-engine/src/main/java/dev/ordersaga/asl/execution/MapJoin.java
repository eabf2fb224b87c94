package dev.ordersaga.asl.execution;

import dev.ordersaga.asl.State;
import dev.ordersaga.asl.expression.EvaluationFailure;
import dev.ordersaga.asl.expression.Scope;
import tools.jackson.databind.JsonNode;

/** "The Map State causes the interpreter to process all the elements of an array", as many at once as it allows. */
final class MapJoin extends Join {

    private final State.MapState state;
    private final JsonNode items;
    private final long atOnce;

    /** The next item to start. */
    private int next;

    /**
     * Before the first iteration.
     *
     * @param atOnce how many iterations may run at once; 0 for all
     */
    MapJoin(Branch branch, State.MapState state, JsonNode items, long atOnce) {
        super(branch, items.size());
        this.state = state;
        this.items = items;
        this.atOnce = atOnce;
    }

    @Override
    void start(Interpreter interpreter) {
        if (items.isEmpty()) {
            interpreter.next(() -> {
                if (isWaitedFor()) {
                    interpreter.joined(this);
                }
            });
            return;
        }
        startRest(interpreter, branch.lastEvent);
    }

    @Override
    void startRest(Interpreter interpreter, long previous) {
        long left = (long) items.size() - next;
        long room = atOnce == 0 ? left : Math.min(atOnce - running.size(), left);
        for (long i = 0; i < room; i++) {
            interpreter.next(() -> startIteration(interpreter, previous));
        }
    }

    @Override
    long succeeded(Branch ended, HistoryWriter history) {
        long told = history.iterationSucceeded(branch, ended.index, ended.lastEvent);
        return next == size() ? told : ended.lastEvent;
    }

    @Override
    void failed(Branch ended, HistoryWriter history) {
        history.iterationFailed(branch, ended.index, ended.lastEvent);
    }

    @Override
    void aborted(Branch given, HistoryWriter history, long previous) {
        history.iterationAborted(branch, given.index, previous);
    }

    @Override
    void goOn(Branch ended, Interpreter interpreter) {
        interpreter.next(() -> startIteration(interpreter, ended.lastEvent));
    }

    /** Starts the iteration over the next item, if one is left. */
    private void startIteration(Interpreter interpreter, long previous) {
        if (!isWaitedFor() || next == size()) {
            return;
        }
        int index = next++;
        long started = interpreter.history().iterationStarted(branch, index, previous);
        JsonNode item = items.get(index);
        JsonNode input;
        try {
            input = iterationInput(interpreter, index, item);
        } catch (EvaluationFailure e) {
            next = index; // a redrive begins with it
            interpreter.itemFailed(this, e);
            return;
        }
        Branch iteration = new Branch(
                state.processor(),
                this,
                index,
                new Payload(item),
                branch.variables.inner(),
                new Payload(input),
                started,
                interpreter.now());
        running.add(iteration);
        interpreter.enter(iteration);
    }

    private JsonNode iterationInput(Interpreter interpreter, int index, JsonNode item) {
        if (state.itemSelector().isEmpty()) {
            return item;
        }
        Scope scope = interpreter.scope(branch, new ContextObject.Item(index, MapItem.of(item, MapItem.STATE_DATA)));
        Scope selecting = scope.withInput(state.flow().effectiveInput(scope));
        return state.itemSelector().get().fill(selecting, "ItemSelector");
    }
}
