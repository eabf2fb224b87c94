package dev.ordersaga.linter;

import dev.ordersaga.analysis.Compensations;
import dev.ordersaga.analysis.flow.Flow;
import dev.ordersaga.analysis.flow.Flow.Point;
import dev.ordersaga.analysis.flow.RefusedErrors;
import dev.ordersaga.asl.DefinitionGraph;
import dev.ordersaga.asl.StateNode;
import dev.ordersaga.asl.Transition;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The Choices by which a saga decides whether one do has to be undone. They test the do's own result, an error that was caught, or what
 * was noted about either. Of two ways out of such a Choice, of which one leads to the undo, the other says that there is nothing to undo.
 */
final class UndoDecisions {

    private final Compensations compensations;
    private final StateNode done;
    private final Evidence success;
    private final Evidence intent;
    private final Map<Transition, Evidence> failures = new LinkedHashMap<>();
    private final Optional<Transition> first;

    UndoDecisions(DefinitionGraph definition, Compensations compensations, StateNode done) {
        this.compensations = compensations;
        this.done = done;
        this.success = Evidence.ofSuccess(done);
        this.intent = Evidence.ofIntent(done);
        List<StateNode> choices = definition.states().stream()
                .filter(state -> state.type().equals("Choice"))
                .toList();
        List<Transition> catches = definition.states().stream()
                .flatMap(state -> state.catches().stream())
                .toList();
        for (Transition caught : catches) {
            Evidence evidence = Evidence.ofFailure(caught);
            if (choices.stream().anyMatch(evidence::decides)) {
                failures.put(caught, evidence);
            }
        }
        first = catches.stream().findFirst();
    }

    /** One Catch for all those that no Choice knows of. */
    Optional<Transition> representative(Transition caught) {
        return failures.containsKey(caught) ? Optional.of(caught) : first;
    }

    /**
     * Whether a way out of a Choice is taken only where the do has had no effect, by all that its author can know.
     *
     * @param returned whether the do succeeded; else it failed, and may have had its effect
     * @param caught the Catch that was taken last; empty where nothing has failed
     */
    boolean nothingWasDone(Transition way, boolean returned, Optional<Transition> caught) {
        StateNode choice = way.from();
        if (!turnsBack(way, caught.isPresent()) || asksForOutcomeUnknown(way)) {
            return false;
        }
        boolean knows = intent.decides(choice)
                || (returned && success.decides(choice))
                || (caught.isPresent()
                        ? caught.map(failures::get)
                                .filter(evidence -> evidence.decides(choice))
                                .isPresent()
                        : failures.values().stream().anyMatch(evidence -> evidence.decides(choice)));
        return knows
                && choice.transitions().stream()
                        .anyMatch(other -> leadsToUndo(other) || (caught.isEmpty() && !turnsBack(other, false)));
    }

    /** Whether a way does nothing more and ends without this do's undo; where nothing has failed yet, by way of a Fail or of other undos. */
    private boolean turnsBack(Transition way, boolean failed) {
        Set<StateNode> reached = reached(way);
        return reached.stream()
                        .noneMatch(state -> compensations.undosOf(done).contains(state)
                                || compensations.dos().contains(state)
                                || compensations.pivots().contains(state))
                && (failed
                        || reached.stream()
                                .anyMatch(state ->
                                        state.isFail() || compensations.undos().contains(state)));
    }

    private boolean leadsToUndo(Transition way) {
        return reached(way).stream().anyMatch(compensations.undosOf(done)::contains);
    }

    private static Set<StateNode> reached(Transition way) {
        return way.from()
                .scope()
                .state(way.to())
                .map(to -> Flow.reached(List.of(new Point(to, false)), move -> !move.isCatch()))
                .orElse(Set.of());
    }

    /** Whether a way is taken for an error after which nobody knows whether the do had its effect, or for any error that is not named. */
    private static boolean asksForOutcomeUnknown(Transition way) {
        DataReferences.TestedData condition = DataReferences.condition(way);
        if (way.kind() == Transition.Kind.DEFAULT) {
            return way.from().transitions().stream()
                    .anyMatch(rule -> DataReferences.condition(rule).asksForError());
        }
        return condition.asksForError()
                && (condition.errorNames().isEmpty()
                        || !condition.errorNames().stream().allMatch(RefusedErrors::isRefusal));
    }
}
