package dev.ordersaga.linter;

import dev.ordersaga.linter.graph.Edge;
import dev.ordersaga.linter.graph.StateNode;
import java.util.stream.Collectors;

/** From every failure after a do, and from its own of unknown outcome, every way to an end passes its undo, or the pivot's success. */
final class UndoPath implements Rule {

    @Override
    public String id() {
        return "undo-path";
    }

    @Override
    public void check(Saga saga, Findings found) {
        for (StateNode done : saga.roles().dos()) {
            if (saga.roles().undosOf(done).isEmpty()) {
                continue;
            }
            String undo =
                    saga.roles().undosOf(done).stream().map(StateNode::name).collect(Collectors.joining(" or "));
            for (Traces.Loss loss : new Traces(saga.roles(), done).losses(saga.definition())) {
                String way = String.join(" → ", loss.path()) + " → end";
                found.error(
                        this,
                        loss.failure().map(Edge::pointer).orElse(loss.end().pointer()),
                        loss.failure()
                                        .map(edge -> edge.from().equals(done)
                                                ? done.name() + " may have taken effect before it failed: "
                                                : "when " + edge.from().name() + " fails, ")
                                        .orElse("without any error, ")
                                + undo + ", which undoes " + done.name() + ", is missed on the way " + way);
            }
        }
    }
}
