package dev.ordersaga.analysis.flow;

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
import java.util.function.Predicate;

/** How an execution may move from state to state, into the parts of a Parallel or a Map and out again. */
public final class Flow {

    private Flow() {}

    /**
     * Where an execution stands.
     *
     * @param left whether the parts of a Parallel or a Map have ended; false for any other state
     */
    public record Point(StateNode state, boolean left) {}

    /**
     * One move.
     *
     * @param transition the way that is taken; empty for moves into parts, out of parts and out of the machine
     * @param to where it leads; empty for the end of the machine
     */
    public record Move(Point from, Optional<Transition> transition, Optional<Point> to) {

        public boolean isCatch() {
            return transition.isPresent() && transition.get().kind() == Transition.Kind.CATCH;
        }

        public boolean isChoice() {
            return transition.isPresent()
                    && (transition.get().kind() == Transition.Kind.CHOICE
                            || transition.get().kind() == Transition.Kind.DEFAULT);
        }
    }

    /** Where an execution of a scope starts; empty for a scope that names no first state. */
    public static Optional<Point> start(StateScope scope) {
        return scope.start().map(state -> new Point(state, false));
    }

    /** All moves from a point. A way to a state that does not exist is no move. */
    public static List<Move> moves(Point point) {
        StateNode state = point.state();
        List<Move> moves = new ArrayList<>();
        if (state.isComposite() && !point.left()) {
            for (StateScope part : state.parts()) {
                start(part).ifPresent(start -> moves.add(new Move(point, Optional.empty(), Optional.of(start))));
            }
            if (moves.isEmpty() || state.type().equals("Map")) {
                moves.add(new Move(point, Optional.empty(), Optional.of(new Point(state, true))));
            }
            state.catches().forEach(transition -> follow(point, transition, moves));
            return moves;
        }
        for (Transition transition : state.transitions()) {
            if (!state.isComposite() || transition.kind() != Transition.Kind.CATCH) {
                follow(point, transition, moves);
            }
        }
        if (state.isFail()) {
            // Caught further out, it is the owner's Catch that goes on; else it ends the machine.
            if (!caughtOutside(state)) {
                moves.add(new Move(point, Optional.empty(), Optional.empty()));
            }
        } else if (state.ends()) {
            moves.add(new Move(point, Optional.empty(), state.scope().owner().map(owner -> new Point(owner, true))));
        }
        return moves;
    }

    private static void follow(Point point, Transition transition, List<Move> moves) {
        point.state()
                .scope()
                .state(transition.to())
                .ifPresent(
                        to -> moves.add(new Move(point, Optional.of(transition), Optional.of(new Point(to, false)))));
    }

    /** Whether an error in this state, which does not catch it, is caught by a Parallel or a Map around it. */
    public static boolean caughtOutside(StateNode state) {
        Optional<StateNode> owner = state.scope().owner();
        while (owner.isPresent()) {
            if (owner.get().catchesAll()) {
                return true;
            }
            owner = owner.get().scope().owner();
        }
        return false;
    }

    /** All states that can be reached from some points by moves of a kind; the states of those points too. */
    public static Set<StateNode> reached(List<Point> from, Predicate<Move> followed) {
        Set<Point> seen = new LinkedHashSet<>(from);
        Deque<Point> open = new ArrayDeque<>(from);
        while (!open.isEmpty()) {
            for (Move move : moves(open.remove())) {
                if (move.to().isPresent()
                        && followed.test(move)
                        && seen.add(move.to().get())) {
                    open.add(move.to().get());
                }
            }
        }
        Set<StateNode> states = new LinkedHashSet<>();
        seen.forEach(point -> states.add(point.state()));
        return states;
    }
}
