package dev.ordersaga.linter;

import dev.ordersaga.linter.graph.Definition;
import dev.ordersaga.linter.graph.Durations;
import dev.ordersaga.linter.sam.DeployedMachine;
import java.util.List;
import java.util.Optional;

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
        String text = deployed.filled(definition);
        Findings found = new Findings();
        Optional<Definition> read = Definition.read(text);
        if (read.isEmpty()) {
            ValidDefinition.report(text, found);
            return found.inOrder(pointer -> 0);
        }
        Definition states = read.get();
        Saga saga = new Saga(
                text, states, deployed, new Durations(deployed.functionSeconds()), Compensations.of(states, undos));
        Rules.all().forEach(rule -> rule.check(saga, found));
        return found.inOrder(states::position);
    }
}
