package dev.ordersaga.definition.lint;

import dev.ordersaga.definition.graph.Definition;
import dev.ordersaga.definition.graph.Durations;
import dev.ordersaga.definition.graph.StateNode;
import dev.ordersaga.definition.sam.DeployedMachine;
import java.util.List;

/** What the rules read: a definition, where it is deployed, and which of its states do and undo. */
record Saga(String text, Definition definition, DeployedMachine deployed, Durations durations, Roles roles) {

    List<StateNode> tasks() {
        return definition.states().stream().filter(StateNode::isTask).toList();
    }
}
