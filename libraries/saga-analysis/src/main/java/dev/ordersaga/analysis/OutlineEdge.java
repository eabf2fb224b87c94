package dev.ordersaga.analysis;

import dev.ordersaga.asl.Transition;
import java.util.List;

/**
 * All that leads from one state to another for the same reason: several rules of a Choice, or several Catchers, that lead to the
 * same state are one edge, because a history does not tell which of them was followed.
 *
 * @param number its place in the definition, counted from 0 through all states
 * @param from the number of a state
 * @param to the number of a state, of the same scope
 * @param transitions what the definition says, in its order; at least one
 */
public record OutlineEdge(int number, int from, int to, Kind kind, List<Transition> transitions) {

    /** Why an edge is taken. */
    public enum Kind {
        /** A Next. */
        NEXT,
        /** A rule of a Choice, or its Default. */
        CHOICE,
        /** A Catcher. */
        CATCH;

        static Kind of(Transition.Kind kind) {
            return switch (kind) {
                case NEXT -> NEXT;
                case CHOICE, DEFAULT -> CHOICE;
                case CATCH -> CATCH;
            };
        }
    }

    public OutlineEdge {
        transitions = List.copyOf(transitions);
    }
}
