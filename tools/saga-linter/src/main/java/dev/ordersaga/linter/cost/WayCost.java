package dev.ordersaga.linter.cost;

import dev.ordersaga.asl.DefinitionGraph;
import dev.ordersaga.asl.StateNode;
import dev.ordersaga.asl.Transition;
import dev.ordersaga.linter.graph.Durations;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What a way through a saga costs at Step Functions, and how long it may take, as far as the definition alone tells: without the template
 * nothing is known of functions and tables.
 *
 * @param name {@code success}, or which step fails for good
 * @param states the states that are entered, in order
 * @param transitions states entered, retries, and the start
 * @param dollarsAMillion for a million executions that go this way, at us-east-1's list price
 * @param worstSeconds with every attempt until its time-out, every retry and every back-off at its longest
 * @param orMore whether a state on the way may take nobody knows how long, and is not counted
 */
public record WayCost(
        String name,
        List<String> states,
        long transitions,
        double dollarsAMillion,
        double worstSeconds,
        boolean orMore) {

    private static final double TRANSITION = 25;

    public WayCost {
        states = List.copyOf(states);
    }

    /**
     * The way of success, and for each step on it the one where it fails for good.
     *
     * @throws IllegalArgumentException where ways cannot be followed: through a Parallel or a Map, or in circles
     */
    public static List<WayCost> of(DefinitionGraph definition) {
        PathSpec success = new PathSpec("success", "the definition", Map.of());
        List<PathSpec> ways = new ArrayList<>(List.of(success));
        for (Visit visit : Walk.through(definition, success)) {
            StateNode state = visit.state();
            if (state.isTask() && state.catches().stream().anyMatch(Transition::catchesAll)) {
                ways.add(new PathSpec(
                        state.name() + " fails for good", success.saga(), Map.of(state.name(), List.of("States.ALL"))));
            }
        }
        return ways.stream().map(way -> of(definition, way)).toList();
    }

    private static WayCost of(DefinitionGraph definition, PathSpec way) {
        List<Visit> visits = Walk.through(definition, way);
        Durations durations = new Durations(Map.of());
        long transitions = 1;
        double worst = 0;
        boolean orMore = false;
        for (Visit visit : visits) {
            transitions += 1 + visit.retries();
            worst += durations.worst(visit.state());
            orMore |= durations.unknown(visit.state());
        }
        return new WayCost(
                way.name(),
                visits.stream().map(visit -> visit.state().name()).toList(),
                transitions,
                TRANSITION * transitions,
                worst,
                orMore);
    }
}
