package dev.ordersaga.linter;

import dev.ordersaga.analysis.Compensations;
import dev.ordersaga.asl.DefinitionGraph;
import dev.ordersaga.asl.Problem;
import dev.ordersaga.asl.StateNode;
import dev.ordersaga.linter.graph.Durations;
import dev.ordersaga.linter.sam.DeployedMachine;
import java.util.List;

/** What the rules read: a definition, where it is deployed, and which of its states do and undo. */
record LintedSaga(
        List<Problem> problems,
        DefinitionGraph definition,
        DeployedMachine deployed,
        Durations durations,
        Compensations compensations) {

    LintedSaga {
        problems = List.copyOf(problems);
    }

    List<StateNode> tasks() {
        return definition.states().stream().filter(StateNode::isTask).toList();
    }
}
