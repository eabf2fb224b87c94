package dev.ordersaga.linter;

import dev.ordersaga.linter.graph.Definition;
import dev.ordersaga.linter.graph.Durations;
import dev.ordersaga.linter.graph.StateNode;
import dev.ordersaga.linter.sam.DeployedMachine;
import java.util.List;

/** What the rules read: a definition, where it is deployed, and which of its states do and undo. */
record Saga(
        String text,
        Definition definition,
        DeployedMachine deployed,
        Durations durations,
        Compensations compensations) {

    List<StateNode> tasks() {
        return definition.states().stream().filter(StateNode::isTask).toList();
    }
}
