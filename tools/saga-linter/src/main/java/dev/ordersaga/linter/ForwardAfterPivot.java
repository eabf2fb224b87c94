package dev.ordersaga.linter;

import dev.ordersaga.analysis.flow.Flow;
import dev.ordersaga.analysis.flow.Flow.Point;
import dev.ordersaga.asl.StateNode;
import dev.ordersaga.asl.Transition;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** After the pivot the saga only goes forward: its steps are tried again, and no error leads back or to Fail. */
final class ForwardAfterPivot implements Rule {

    @Override
    public String id() {
        return "forward-after-pivot";
    }

    @Override
    public void check(LintedSaga saga, Findings found) {
        Set<StateNode> undos = saga.compensations().undos();
        for (StateNode state : saga.compensations().afterPivot()) {
            if (state.isTask() && !Retries.anyError(state)) {
                found.error(
                        this,
                        state.pointer() + "/Retry",
                        Retries.missing(state) + ": " + state.name()
                                + " follows the pivot and must succeed in the end");
            }
            for (Transition transition : state.catches()) {
                Optional<StateNode> to = state.scope().state(transition.to());
                if (to.isEmpty()) {
                    continue;
                }
                Flow.reached(
                                List.of(new Point(to.get(), false)),
                                move -> !move.isCatch()
                                        && !undos.contains(move.from().state()))
                        .stream()
                        .filter(reached -> reached.isFail() || undos.contains(reached))
                        .findFirst()
                        .ifPresent(end -> found.error(
                                this,
                                transition.pointer(),
                                "leads to " + end.name() + ", and " + state.name()
                                        + " follows the pivot, after which the saga only goes forward"));
            }
        }
    }
}
