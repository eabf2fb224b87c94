package dev.ordersaga.linter;

import dev.ordersaga.analysis.flow.Flow;
import dev.ordersaga.asl.StateNode;

/** A Choice has a Default: that no rule holds is an error which a Choice cannot catch. */
final class ChoiceDefault implements Rule {

    @Override
    public String id() {
        return "choice-default";
    }

    @Override
    public void check(LintedSaga saga, Findings found) {
        for (StateNode state : saga.definition().states()) {
            if (state.type().equals("Choice") && !state.json().has("Default") && !Flow.caughtOutside(state)) {
                found.warning(
                        this,
                        state.pointer() + "/Default",
                        "is missing: where none of its choices holds, " + state.name()
                                + " ends the execution, and nothing is undone");
            }
        }
    }
}
