package dev.ordersaga.linter;

import dev.ordersaga.analysis.Compensations;
import dev.ordersaga.analysis.Undos;
import dev.ordersaga.asl.Definition;
import dev.ordersaga.asl.DefinitionGraph;
import dev.ordersaga.asl.SourceMap;
import dev.ordersaga.asl.StateMachine;
import dev.ordersaga.linter.graph.Durations;
import dev.ordersaga.linter.sam.DeployedMachine;
import java.util.List;

/** Finds what is wrong with a saga in the Amazon States Language, JSONata or JSONPath: all of it, in the order of the file. */
public final class SagaLinter {

    private SagaLinter() {}

    /** Lints a definition of which nothing else is known. */
    public static List<Finding> lint(String definition) {
        return lint(definition, DeployedMachine.unknown(), Undos.none());
    }

    /**
     * Lints a definition.
     *
     * @param definition any text: one that is no definition is a finding
     * @param deployed the time-outs of its functions and the values of its {@code ${…}} places
     * @param undos which undo belongs to which do, where the definition does not say it
     */
    public static List<Finding> lint(String definition, DeployedMachine deployed, Undos undos) {
        Definition read = StateMachine.readTemplate(deployed.filled(definition));
        Findings found = new Findings();
        if (read.graph().isEmpty()) {
            ValidDefinition.report(read.problems(), found);
            return found.inOrder(pointer -> 0);
        }
        DefinitionGraph graph = read.graph().get();
        LintedSaga saga = new LintedSaga(
                read.problems(),
                graph,
                deployed,
                new Durations(deployed.functionSeconds()),
                Compensations.of(graph, undos));
        Rules.all().forEach(rule -> rule.check(saga, found));
        SourceMap places = graph.sourceMap();
        return found.inOrder(pointer -> places.at(pointer).offset());
    }
}
