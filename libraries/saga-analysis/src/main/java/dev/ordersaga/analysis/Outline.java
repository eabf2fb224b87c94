package dev.ordersaga.analysis;

import dev.ordersaga.asl.DefinitionGraph;
import dev.ordersaga.asl.StateMachine;
import dev.ordersaga.asl.StateNode;
import dev.ordersaga.asl.StateScope;
import dev.ordersaga.asl.Transition;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * The states of a definition and the edges between them, numbered in the order of the definition. A drawing and the account of a run
 * speak of the same states by the same numbers.
 */
public final class Outline {

    private final DefinitionGraph definition;
    private final Compensations compensations;
    private final List<OutlineState> states;
    private final List<OutlineEdge> edges;
    private final Map<StateNode, OutlineState> byNode = new HashMap<>();
    private final Map<Integer, List<OutlineEdge>> edgesFrom = new HashMap<>();
    private final Map<String, List<OutlineState>> byName = new HashMap<>();

    private Outline(DefinitionGraph definition, Compensations compensations) {
        this.definition = definition;
        this.compensations = compensations;
        this.states = states(definition, compensations);
        for (OutlineState state : states) {
            byNode.put(state.node(), state);
            byName.computeIfAbsent(state.name(), name -> new ArrayList<>()).add(state);
        }
        this.edges = allEdges();
        edges.forEach(edge -> edgesFrom
                .computeIfAbsent(edge.from(), from -> new ArrayList<>())
                .add(edge));
    }

    /**
     * Outlines a definition, right or wrong, as far as it can be made out.
     *
     * @param definition Amazon States Language, whose {@code ${…}} places may be open
     * @throws IllegalArgumentException for a text that is no JSON object
     */
    public static Outline of(String definition) {
        return of(
                StateMachine.readTemplate(definition)
                        .graph()
                        .orElseThrow(() -> new IllegalArgumentException("a definition is a JSON object")),
                Undos.none());
    }

    /**
     * Outlines what was read.
     *
     * @param undos which undo belongs to which do, where the definition does not say it
     */
    public static Outline of(DefinitionGraph definition, Undos undos) {
        return new Outline(definition, Compensations.of(definition, undos));
    }

    public DefinitionGraph definition() {
        return definition;
    }

    public Compensations compensations() {
        return compensations;
    }

    /** By number. */
    public List<OutlineState> states() {
        return states;
    }

    /** By number. */
    public List<OutlineEdge> edges() {
        return edges;
    }

    public OutlineState state(int number) {
        return states.get(number);
    }

    public OutlineEdge edge(int number) {
        return edges.get(number);
    }

    /** The edges out of a state, in the order of the definition. */
    public List<OutlineEdge> edgesFrom(int state) {
        return List.copyOf(edgesFrom.getOrDefault(state, List.of()));
    }

    /** The state of a node of this outline's definition. */
    public OutlineState state(StateNode node) {
        OutlineState state = byNode.get(node);
        if (state == null) {
            throw new IllegalArgumentException(node + " is a state of another definition");
        }
        return state;
    }

    /**
     * The state of a name: names are unique within a whole machine, and of a definition that has one twice it is the one inside
     * that owner.
     *
     * @param owner the number of the Parallel or Map around it; empty for the machine's own states
     */
    public Optional<OutlineState> state(String name, OptionalInt owner) {
        List<OutlineState> named = byName.getOrDefault(name, List.of());
        return named.stream()
                .filter(state -> state.owner().equals(owner))
                .findFirst()
                .or(() -> named.stream().findFirst());
    }

    private static List<OutlineState> states(DefinitionGraph definition, Compensations compensations) {
        Map<StateNode, Integer> numbers = new LinkedHashMap<>();
        for (StateNode node : definition.states()) {
            numbers.put(node, numbers.size());
        }
        Map<StateNode, List<Integer>> undoes = new HashMap<>();
        compensations
                .undosOf()
                .forEach((done, undos) -> undos.forEach(undo ->
                        undoes.computeIfAbsent(undo, key -> new ArrayList<>()).add(number(numbers, done))));
        List<OutlineState> states = new ArrayList<>();
        numbers.forEach((node, number) -> {
            OptionalInt owner = node.scope()
                    .owner()
                    .map(outer -> OptionalInt.of(number(numbers, outer)))
                    .orElse(OptionalInt.empty());
            int part = node.scope()
                    .owner()
                    .map(outer -> outer.parts().indexOf(node.scope()))
                    .orElse(0);
            states.add(new OutlineState(
                    number,
                    node,
                    owner,
                    part,
                    role(node, compensations),
                    undoes.getOrDefault(node, List.of()),
                    compensations.undosOf(node).stream()
                            .map(undo -> number(numbers, undo))
                            .toList()));
        });
        return List.copyOf(states);
    }

    private static int number(Map<StateNode, Integer> numbers, StateNode node) {
        @Nullable Integer number = numbers.get(node);
        if (number == null) {
            throw new IllegalStateException(node + " is no state of its definition");
        }
        return number;
    }

    private static SagaRole role(StateNode node, Compensations compensations) {
        if (compensations.pivots().contains(node)) {
            return SagaRole.PIVOT;
        }
        if (compensations.undos().contains(node)) {
            return SagaRole.UNDO;
        }
        if (compensations.dos().contains(node)) {
            return SagaRole.DO;
        }
        return compensations.forward().contains(node) ? SagaRole.FORWARD : SagaRole.BACK;
    }

    private List<OutlineEdge> allEdges() {
        record Between(int to, OutlineEdge.Kind kind) {}
        List<OutlineEdge> found = new ArrayList<>();
        for (OutlineState state : states) {
            StateScope scope = state.node().scope();
            Map<Between, List<Transition>> between = new LinkedHashMap<>();
            for (Transition transition : state.node().transitions()) {
                scope.state(transition.to())
                        .ifPresent(to -> between.computeIfAbsent(
                                        new Between(state(to).number(), OutlineEdge.Kind.of(transition.kind())),
                                        key -> new ArrayList<>())
                                .add(transition));
            }
            between.forEach((key, transitions) ->
                    found.add(new OutlineEdge(found.size(), state.number(), key.to(), key.kind(), transitions)));
        }
        return List.copyOf(found);
    }
}
