package dev.ordersaga.linter;

import dev.ordersaga.analysis.flow.Flow;
import dev.ordersaga.analysis.flow.Flow.Move;
import dev.ordersaga.analysis.flow.Flow.Point;
import dev.ordersaga.asl.StateNode;
import dev.ordersaga.asl.Transition;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * No Catch ends in Fail with nothing undone and nobody asked on the way, while something is done; an undo that failed is something, too.
 */
final class FailUncompensated implements Rule {

    @Override
    public String id() {
        return "fail-uncompensated";
    }

    @Override
    public void check(LintedSaga saga, Findings found) {
        Set<StateNode> undos = saga.compensations().undos();
        for (StateNode state : saga.definition().states()) {
            for (Transition transition : state.catches()) {
                Optional<StateNode> fail = fail(transition, undos);
                if (fail.isEmpty()) {
                    continue;
                }
                Set<String> left = new LinkedHashSet<>();
                for (StateNode done : saga.compensations().dos()) {
                    boolean own = saga.compensations().undosOf(done).contains(state);
                    boolean stands = new UncompensatedPaths(saga.definition(), saga.compensations(), done)
                            .losses().stream()
                                    .anyMatch(loss -> loss.failure()
                                            .filter(transition::equals)
                                            .isPresent());
                    if (own || stands) {
                        left.add(done.name());
                    }
                }
                if (!left.isEmpty()) {
                    found.error(
                            this,
                            transition.pointer(),
                            "when " + state.name() + " fails, the saga ends in "
                                    + fail.get().name() + " with " + String.join(", ", left) + " left as it is");
                }
            }
        }
    }

    /** The Fail that a Catch comes to without passing any undo, without anybody being asked, and without another error. */
    private static Optional<StateNode> fail(Transition transition, Set<StateNode> undos) {
        Optional<StateNode> first = transition.from().scope().state(transition.to());
        if (first.isEmpty()) {
            return Optional.empty();
        }
        Set<Point> seen = new LinkedHashSet<>(Set.of(new Point(first.get(), false)));
        Deque<Point> open = new ArrayDeque<>(List.copyOf(seen));
        while (!open.isEmpty()) {
            Point point = open.remove();
            if (undos.contains(point.state()) || UncompensatedPaths.asksSomebody(point.state())) {
                continue;
            }
            if (point.state().isFail()) {
                return Optional.of(point.state());
            }
            for (Move move : Flow.moves(point)) {
                if (!move.isCatch() && move.to().filter(seen::add).isPresent()) {
                    open.add(move.to().get());
                }
            }
        }
        return Optional.empty();
    }
}
