package dev.ordersaga.drawing;

import dev.ordersaga.analysis.Outline;
import dev.ordersaga.analysis.OutlineEdge;
import dev.ordersaga.analysis.OutlineState;
import dev.ordersaga.analysis.SagaRole;
import dev.ordersaga.asl.StateScope;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;

/** States that are drawn on one sheet: the machine's own, or those of a branch or of an item. */
final class SheetStates {

    private final Outline outline;
    private final StateScope scope;
    private final Map<Integer, OutlineState> states = new LinkedHashMap<>();
    private final List<OutlineEdge> edges = new ArrayList<>();
    private final Map<Integer, List<OutlineEdge>> from = new LinkedHashMap<>();

    SheetStates(Outline outline, StateScope scope) {
        this.outline = outline;
        this.scope = scope;
        scope.states().values().forEach(node -> {
            OutlineState state = outline.state(node);
            states.put(state.number(), state);
        });
        states.keySet().forEach(state -> {
            from.put(state, outline.edgesFrom(state));
            edges.addAll(outline.edgesFrom(state));
        });
    }

    Outline outline() {
        return outline;
    }

    boolean isMachine() {
        return scope.owner().isEmpty();
    }

    OptionalInt start() {
        return scope.start()
                .map(node -> OptionalInt.of(outline.state(node).number()))
                .orElse(OptionalInt.empty());
    }

    /** By number. */
    Map<Integer, OutlineState> states() {
        return states;
    }

    OutlineState state(int number) {
        return outline.state(number);
    }

    List<OutlineEdge> edges() {
        return edges;
    }

    List<OutlineEdge> from(int state) {
        return from.getOrDefault(state, List.of());
    }

    /** Whether an execution can come here while nothing fails. */
    boolean isForward(int state) {
        return outline.compensations().forward().contains(state(state).node());
    }

    boolean isUndo(int state) {
        return state(state).role() == SagaRole.UNDO;
    }

    /** The states of this scope that a state undoes, or that hold what it undoes. */
    Set<Integer> undoneHere(int undo) {
        Set<Integer> here = new LinkedHashSet<>();
        for (int done : state(undo).undoes()) {
            int at = done;
            while (!states.containsKey(at) && outline.state(at).owner().isPresent()) {
                at = outline.state(at).owner().getAsInt();
            }
            if (states.containsKey(at) && at != undo) {
                here.add(at);
            }
        }
        return here;
    }
}
