package dev.ordersaga.linter;

import dev.ordersaga.analysis.flow.Flow;
import dev.ordersaga.asl.StateNode;

/** Every task catches States.ALL: an error without a way ends the execution there, and what was done stays done. */
final class CatchAll implements Rule {

    @Override
    public String id() {
        return "catch-all";
    }

    @Override
    public void check(LintedSaga saga, Findings found) {
        for (StateNode state : saga.definition().states()) {
            boolean fallible = state.isTask() || state.isComposite();
            if (fallible && !state.catchesAll() && !Flow.caughtOutside(state)) {
                found.error(
                        this,
                        state.pointer() + "/Catch",
                        (state.catches().isEmpty()
                                        ? "catches nothing: any error of "
                                        : "catches errors by name only: any other error of ")
                                + state.name()
                                + " (a time-out, a lost answer, throttling) ends the execution, and nothing is undone");
            }
        }
    }
}
