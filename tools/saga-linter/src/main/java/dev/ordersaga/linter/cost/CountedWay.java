package dev.ordersaga.linter.cost;

import dev.ordersaga.asl.StateNode;
import java.util.List;

/**
 * A way through a saga, with what it costs.
 *
 * @param saga the file's name
 * @param name what the way is called
 * @param steps the states on it, in order
 * @param cells what {@link CostReport#HEADINGS} ask for
 */
public record CountedWay(String saga, String name, List<Step> steps, List<String> cells) {

    public CountedWay {
        steps = List.copyOf(steps);
        cells = List.copyOf(cells);
    }

    /**
     * A state on the way.
     *
     * @param failed whether it is left by an error that is caught
     */
    public record Step(StateNode state, boolean failed) {}
}
