package dev.ordersaga.linter;

import dev.ordersaga.asl.StateNode;
import dev.ordersaga.asl.Transition;
import java.util.stream.Collectors;

/** From every failure after a do, and from its own of unknown outcome, every way to an end passes its undo, or the pivot's success. */
final class UndoPath implements Rule {

    @Override
    public String id() {
        return "undo-path";
    }

    @Override
    public void check(LintedSaga saga, Findings found) {
        for (StateNode done : saga.compensations().dos()) {
            if (saga.compensations().undosOf(done).isEmpty()) {
                continue;
            }
            String undo = saga.compensations().undosOf(done).stream()
                    .map(StateNode::name)
                    .collect(Collectors.joining(" or "));
            for (UncompensatedPaths.Loss loss :
                    new UncompensatedPaths(saga.definition(), saga.compensations(), done).losses()) {
                String way = String.join(" → ", loss.path()) + " → end";
                found.error(
                        this,
                        loss.failure()
                                .map(Transition::pointer)
                                .orElse(loss.end().pointer()),
                        loss.failure()
                                        .map(transition -> transition.from().equals(done)
                                                ? done.name() + " may have taken effect before it failed: "
                                                : "when " + transition.from().name() + " fails, ")
                                        .orElse("without any error, ")
                                + undo + ", which undoes " + done.name() + ", is missed on the way " + way);
            }
        }
    }
}
