package dev.ordersaga.linter;

import dev.ordersaga.analysis.Compensations;
import dev.ordersaga.analysis.flow.Flow;
import dev.ordersaga.analysis.flow.Flow.Move;
import dev.ordersaga.analysis.flow.Flow.Point;
import dev.ordersaga.asl.StateNode;
import dev.ordersaga.asl.StateScope;
import dev.ordersaga.asl.Transition;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What an execution's data tell of one event: that a step succeeded, or that a Catch was taken. A Choice that tests these data knows of the
 * event.
 */
final class Evidence {

    private final Set<List<String>> written = new LinkedHashSet<>();
    private final Set<StateNode> soonAfter = new LinkedHashSet<>();

    private Evidence() {}

    /** That a step returned: its result, and what is made of it before the next step with an effect. */
    static Evidence ofSuccess(StateNode step) {
        Evidence evidence = new Evidence();
        evidence.add(DataReferences.writtenBy(step), next(new Point(step, step.isComposite())));
        evidence.leave(step.scope());
        return evidence;
    }

    /** That a step was begun: what a Pass right before it writes. */
    static Evidence ofIntent(StateNode step) {
        Evidence evidence = new Evidence();
        for (StateNode before : step.scope().states().values()) {
            if (before.type().equals("Pass")
                    && before.next().filter(step.name()::equals).isPresent()) {
                evidence.written.addAll(DataReferences.writtenBy(before));
            }
        }
        return evidence;
    }

    /** That a Catch was taken: the error's place, and what is noted before the next step with an effect. */
    static Evidence ofFailure(Transition caught) {
        Evidence evidence = new Evidence();
        evidence.add(
                DataReferences.writtenBy(caught),
                caught.from()
                        .scope()
                        .state(caught.to())
                        .map(state -> List.of(new Point(state, false)))
                        .orElse(List.of()));
        evidence.leave(caught.from().scope());
        return evidence;
    }

    /** Whether a Choice tests data that tell of the event. */
    boolean decides(StateNode choice) {
        return choice.transitions().stream()
                .flatMap(rule -> DataReferences.condition(rule).references().stream())
                .anyMatch(tested -> written.stream()
                        .anyMatch(place -> place.equals(DataReferences.WHOLE)
                                ? soonAfter.contains(choice) && tested.get(0).equals("$")
                                : DataReferences.overlap(tested, place)));
    }

    /** What happens in a part of a Parallel or a Map shows in what that answers. */
    private void leave(StateScope scope) {
        Optional<StateNode> owner = scope.owner();
        while (owner.isPresent()) {
            add(DataReferences.writtenBy(owner.get()), next(new Point(owner.get(), true)));
            owner = owner.get().scope().owner();
        }
    }

    private void add(Set<List<String>> places, List<Point> after) {
        written.addAll(places);
        Deque<Point> open = new ArrayDeque<>(after);
        Set<Point> seen = new LinkedHashSet<>(after);
        while (!open.isEmpty()) {
            Point point = open.remove();
            StateNode state = point.state();
            soonAfter.add(state);
            if (state.isComposite() || (state.isTask() && Compensations.hasEffect(state))) {
                continue;
            }
            written.addAll(DataReferences.writtenBy(state));
            next(point).stream().filter(seen::add).forEach(open::add);
        }
    }

    private static List<Point> next(Point point) {
        List<Point> next = new ArrayList<>();
        for (Move move : Flow.moves(point)) {
            if (!move.isCatch()) {
                move.to().ifPresent(next::add);
            }
        }
        return next;
    }
}
