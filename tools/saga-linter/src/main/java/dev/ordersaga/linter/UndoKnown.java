package dev.ordersaga.linter;

/** A declaration of a do and its undo names states that there are. */
final class UndoKnown implements Rule {

    @Override
    public String id() {
        return "undo-unknown";
    }

    @Override
    public void check(LintedSaga saga, Findings found) {
        saga.compensations().unknown().forEach((pointer, message) -> found.error(this, pointer, message));
    }
}
