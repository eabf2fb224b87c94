package dev.ordersaga.analysis;

import dev.ordersaga.asl.StateNode;
import java.util.List;
import java.util.OptionalInt;

/**
 * A state of an outline.
 *
 * @param number its place in the definition, counted from 0 through all scopes
 * @param owner the number of the Parallel or Map that it is a part of; empty for the machine's own states
 * @param part which branch of its owner it stands in, from 0; 0 for the machine's own states
 * @param undoes the numbers of the states that it undoes
 * @param undoneBy the numbers of the states that undo it, any one of which is enough
 */
public record OutlineState(
        int number,
        StateNode node,
        OptionalInt owner,
        int part,
        SagaRole role,
        List<Integer> undoes,
        List<Integer> undoneBy) {

    public OutlineState {
        undoes = List.copyOf(undoes);
        undoneBy = List.copyOf(undoneBy);
    }

    public String name() {
        return node.name();
    }
}
