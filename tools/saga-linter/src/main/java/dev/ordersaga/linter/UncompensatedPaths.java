package dev.ordersaga.linter;

import dev.ordersaga.analysis.Compensations;
import dev.ordersaga.analysis.flow.Flow;
import dev.ordersaga.analysis.flow.Flow.Move;
import dev.ordersaga.analysis.flow.Flow.Point;
import dev.ordersaga.analysis.flow.RefusedErrors;
import dev.ordersaga.analysis.flow.Work;
import dev.ordersaga.asl.DefinitionGraph;
import dev.ordersaga.asl.IntegrationPattern;
import dev.ordersaga.asl.StateNode;
import dev.ordersaga.asl.StateScope;
import dev.ordersaga.asl.Transition;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What may become of one do: all ways through the machine, each with whether the do may have had its effect and whether something has
 * failed on it. There are four such ways through a state at most, so loops end.
 */
final class UncompensatedPaths {

    private final DefinitionGraph definition;
    private final Compensations compensations;
    private final StateNode done;
    private final Set<StateNode> undos;
    private final UndoDecisions decisions;
    private final Map<Position, Optional<Loss>> calmLosses = new HashMap<>();

    /** Whether the do may stand. */
    private enum Standing {
        NONE,
        /** It failed, and may have taken effect before. */
        UNKNOWN,
        RETURNED
    }

    /**
     * Where an execution stands, and what it stands for.
     *
     * @param own the do's own Catch that was taken; empty where none was
     * @param last the Catch that was taken last; empty where nothing has failed
     */
    private record Position(Point point, Standing effect, Optional<Transition> own, Optional<Transition> last) {

        boolean done() {
            return effect != Standing.NONE;
        }

        boolean failed() {
            return last.isPresent();
        }
    }

    /**
     * An end that is reached with the do undone by nothing.
     *
     * @param failure the last Catch on the way; empty where none is
     * @param path the names of the states from there to the end
     * @param end the state that ends
     */
    record Loss(Optional<Transition> failure, List<String> path, StateNode end) {}

    UncompensatedPaths(DefinitionGraph definition, Compensations compensations, StateNode done) {
        this.definition = definition;
        this.compensations = compensations;
        this.done = done;
        this.undos = compensations.undosOf(done);
        this.decisions = new UndoDecisions(definition, compensations, done);
    }

    /** All Catches, and ways without any, by which an execution may end with the do standing. */
    List<Loss> losses() {
        Map<String, Loss> losses = new LinkedHashMap<>();
        Optional<Point> start = Flow.start(definition.machine());
        if (start.isEmpty()) {
            return List.of();
        }
        Position first = new Position(start.get(), Standing.NONE, Optional.empty(), Optional.empty());
        Set<Position> seen = new LinkedHashSet<>(Set.of(first));
        Deque<Position> open = new ArrayDeque<>(seen);
        calmly(first).ifPresent(loss -> losses.put("", new Loss(Optional.empty(), loss.path(), loss.end())));
        while (!open.isEmpty()) {
            Position position = open.remove();
            for (Move move : Flow.moves(position.point())) {
                Optional<Position> next = after(position, move);
                if (next.isEmpty()) {
                    continue;
                }
                // What is lost already is not lost again by the next failure on the way.
                boolean lostBefore =
                        position.done() && position.failed() && calmly(position).isPresent();
                if (move.isCatch() && next.get().done() && !lostBefore) {
                    Transition transition = move.transition().orElseThrow();
                    calmly(next.get())
                            .ifPresent(loss -> losses.putIfAbsent(
                                    transition.pointer(), new Loss(Optional.of(transition), loss.path(), loss.end())));
                }
                if (seen.add(next.get())) {
                    open.add(next.get());
                }
            }
        }
        return List.copyOf(losses.values());
    }

    /** The way from a position, without another failure, to an end with the do standing: the shortest. */
    private Optional<Loss> calmly(Position from) {
        Optional<Loss> known = calmLosses.get(from);
        if (known == null) {
            known = calmLoss(from);
            calmLosses.put(from, known);
        }
        return known;
    }

    private Optional<Loss> calmLoss(Position from) {
        Map<Position, Position> before = new LinkedHashMap<>();
        Deque<Position> open = new ArrayDeque<>(List.of(from));
        before.put(from, from);
        while (!open.isEmpty()) {
            Position position = open.remove();
            for (Move move : Flow.moves(position.point())) {
                if (move.isCatch()) {
                    continue;
                }
                if (move.to().isEmpty()) {
                    boolean stands = standsAfter(position, move);
                    if (stands && (position.failed() || position.point().state().isFail())) {
                        return Optional.of(new Loss(
                                Optional.empty(),
                                path(before, position),
                                position.point().state()));
                    }
                    continue;
                }
                Optional<Position> next = after(position, move);
                if (next.isPresent() && before.putIfAbsent(next.get(), position) == null) {
                    open.add(next.get());
                }
            }
        }
        return Optional.empty();
    }

    private static List<String> path(Map<Position, Position> before, Position end) {
        List<String> names = new ArrayList<>();
        Position position = end;
        while (true) {
            String name = position.point().state().name();
            if (names.isEmpty() || !names.get(names.size() - 1).equals(name)) {
                names.add(name);
            }
            Position previous = before.get(position);
            if (previous == null || previous.equals(position)) {
                Collections.reverse(names);
                return names;
            }
            position = previous;
        }
    }

    /** Where a move leads; empty where nothing has to be undone from there on: the pivot is behind. */
    private Optional<Position> after(Position position, Move move) {
        if (move.to().isEmpty()) {
            return Optional.empty();
        }
        StateNode state = position.point().state();
        boolean pivot = compensations.pivots().contains(state)
                || (position.point().left() && contains(state, compensations.pivots()));
        if (pivot && !move.isCatch()) {
            return Optional.empty();
        }
        StateNode to = move.to().get().state();
        boolean decided = move.isChoice()
                || move.transition().map(RefusedErrors::isRefusal).orElse(false);
        if (decided && compensations.afterPivot().contains(to)) {
            // Whoever decides so knows that the pivot was passed; a mere error does not.
            return Optional.empty();
        }
        Standing effect = effectAfter(position, move);
        Optional<Transition> own = position.own();
        if (state.equals(done) && (move.isCatch() || effect == Standing.RETURNED)) {
            own = move.isCatch() ? move.transition() : Optional.empty();
        }
        Optional<Transition> last = move.isCatch() ? move.transition() : position.last();
        return Optional.of(new Position(move.to().get(), effect, own, last.flatMap(decisions::representative)));
    }

    private boolean standsAfter(Position position, Move move) {
        return effectAfter(position, move) != Standing.NONE;
    }

    private Standing effectAfter(Position position, Move move) {
        StateNode state = position.point().state();
        if (move.transition()
                .filter(transition -> Compensations.nothingToUndo(transition.comment()))
                .isPresent()) {
            return Standing.NONE;
        }
        if (position.done()
                && move.isChoice()
                && saysThatNothingWasDone(position, move.transition().orElseThrow())) {
            return Standing.NONE;
        }
        if (!move.isCatch()
                && asksSomebody(state)
                && position.last().filter(this::isFailedUndo).isPresent()) {
            return Standing.NONE;
        }
        boolean whole = !state.isComposite() || position.point().left();
        if (state.equals(done) && (whole || move.isCatch())) {
            if (!move.isCatch()) {
                return Standing.RETURNED;
            }
            boolean refused = move.transition().map(RefusedErrors::isRefusal).orElse(false) && !state.isComposite();
            return refused ? position.effect() : Standing.UNKNOWN;
        }
        if (undos.contains(state) && (whole || move.isCatch())) {
            return Standing.NONE;
        }
        if (!state.isComposite() || state.equals(done)) {
            return position.effect();
        }
        boolean does = contains(state, Set.of(done));
        boolean undoes = contains(state, undos);
        if (position.point().left()) {
            boolean stands = (position.done() && !(undoes && !does)) || (does && !undoes);
            return !stands ? Standing.NONE : position.done() ? position.effect() : Standing.RETURNED;
        }
        if (move.isCatch() && does) {
            boolean stands = position.done() || !undoes || !allCaught(state);
            return !stands ? Standing.NONE : position.done() ? position.effect() : Standing.UNKNOWN;
        }
        return position.effect();
    }

    private boolean saysThatNothingWasDone(Position position, Transition way) {
        return position.effect() == Standing.RETURNED
                ? decisions.nothingWasDone(way, true, position.last())
                : decisions.nothingWasDone(way, false, position.own().or(position::last));
    }

    /** Whether a task waits until somebody answers: a person, or a system that takes over. */
    static boolean asksSomebody(StateNode state) {
        return Work.of(state)
                .filter(work -> work.waitsFor() == IntegrationPattern.WAIT_FOR_CALLBACK)
                .isPresent();
    }

    private boolean isFailedUndo(Transition caught) {
        return undos.contains(caught.from()) || contains(caught.from(), undos);
    }

    private static boolean contains(StateNode composite, Set<StateNode> states) {
        return states.stream().anyMatch(state -> inside(state, composite));
    }

    private static boolean inside(StateNode state, StateNode composite) {
        Optional<StateNode> owner = state.scope().owner();
        while (owner.isPresent()) {
            if (owner.get().equals(composite)) {
                return true;
            }
            owner = owner.get().scope().owner();
        }
        return false;
    }

    private static boolean allCaught(StateNode composite) {
        for (StateScope part : composite.parts()) {
            for (StateNode state : part.states().values()) {
                if ((state.isTask() || state.isComposite()) && !state.catchesAll()) {
                    return false;
                }
            }
        }
        return true;
    }
}
