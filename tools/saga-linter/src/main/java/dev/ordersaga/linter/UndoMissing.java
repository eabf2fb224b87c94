package dev.ordersaga.linter;

import dev.ordersaga.asl.StateNode;

/** Every do before the pivot has an undo. */
final class UndoMissing implements Rule {

    @Override
    public String id() {
        return "undo-missing";
    }

    @Override
    public void check(LintedSaga saga, Findings found) {
        for (StateNode state : saga.compensations().dos()) {
            if (saga.compensations().undosOf(state).isEmpty()) {
                found.error(
                        this,
                        state.pointer(),
                        state.name()
                                + " changes something, and nothing undoes it; say \"Undone by …\", \"The pivot\" or \"Nothing to undo\""
                                + " in its Comment if that is so");
            }
        }
    }
}
