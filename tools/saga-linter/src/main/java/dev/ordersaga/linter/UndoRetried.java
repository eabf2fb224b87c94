package dev.ordersaga.linter;

import dev.ordersaga.analysis.Compensations;
import dev.ordersaga.asl.StateNode;
import java.util.LinkedHashSet;
import java.util.Set;

/** Every compensation is tried again: an undo, and what changes something on the way back. */
final class UndoRetried implements Rule {

    @Override
    public String id() {
        return "undo-retried";
    }

    @Override
    public void check(LintedSaga saga, Findings found) {
        Set<StateNode> compensations = new LinkedHashSet<>(saga.compensations().undos());
        for (StateNode task : saga.tasks()) {
            if (!saga.compensations().forward().contains(task)
                    && !saga.compensations().afterPivot().contains(task)
                    && Compensations.hasEffect(task)) {
                compensations.add(task);
            }
        }
        for (StateNode state : compensations) {
            if (!Retries.anyError(state)) {
                found.error(
                        this,
                        state.pointer() + "/Retry",
                        Retries.missing(state) + ": " + state.name()
                                + " fails for good at the first throttled call or lost answer");
            }
        }
    }
}
