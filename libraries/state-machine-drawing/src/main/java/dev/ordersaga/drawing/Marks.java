package dev.ordersaga.drawing;

import java.util.Map;
import java.util.Optional;

/**
 * What a page shows on a picture besides what is drawn.
 *
 * @param states by the number of the state
 * @param edges by the number of the edge
 */
public record Marks(Map<Integer, Mark> states, Map<Integer, Mark> edges) {

    public Marks {
        states = Map.copyOf(states);
        edges = Map.copyOf(edges);
    }

    /**
     * One mark.
     *
     * @param name a class for the stylesheet: small letters, digits and hyphens
     * @param badge a few characters at the corner of a state; empty for none
     * @param text what a reader is told who points at it; empty for nothing
     */
    public record Mark(String name, String badge, String text) {

        public Mark {
            if (!name.matches("[a-z0-9-]*")) {
                throw new IllegalArgumentException("a class is small letters, digits and hyphens, not " + name);
            }
        }
    }

    /** No marks. */
    public static Marks none() {
        return new Marks(Map.of(), Map.of());
    }

    Optional<Mark> ofState(int number) {
        return Optional.ofNullable(states.get(number));
    }

    Optional<Mark> ofEdge(int number) {
        return Optional.ofNullable(edges.get(number));
    }
}
