package dev.ordersaga.asl;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** One state as it is written, right or wrong. Two are equal only if they are the same. */
public final class StateNode {

    private final String name;
    private final String pointer;
    private final JsonNode json;
    private final StateScope scope;
    private final List<StateScope> parts = new ArrayList<>();
    private final List<Transition> transitions = new ArrayList<>();
    private @Nullable State state;

    StateNode(String name, String pointer, JsonNode json, StateScope scope) {
        this.name = name;
        this.pointer = pointer;
        this.json = json;
        this.scope = scope;
    }

    StateScope part(String at) {
        StateScope part = new StateScope(at, this);
        parts.add(part);
        return part;
    }

    void leads(Transition.Kind kind, String to, List<String> errors, Optional<String> comment, String at) {
        transitions.add(new Transition(kind, this, to, errors, comment.orElse(""), at));
    }

    void read(State read) {
        state = read;
    }

    public String name() {
        return name;
    }

    /** Where it stands in the definition. */
    public String pointer() {
        return pointer;
    }

    /** As it is written. */
    public JsonNode json() {
        return json;
    }

    /** The states that it stands among. */
    public StateScope scope() {
        return scope;
    }

    /** The branches of a Parallel, the processor of a Map; empty for any other type. */
    public List<StateScope> parts() {
        return List.copyOf(parts);
    }

    /** What could be read of it; empty where its type is none, or what the type cannot do without is missing. */
    public Optional<State> state() {
        return Optional.ofNullable(state);
    }

    /** The {@code Type} as it is written; empty where there is none. */
    public String type() {
        return json.path("Type").isString() ? json.path("Type").stringValue() : "";
    }

    /** The {@code Comment}; empty where there is none. */
    public String comment() {
        return json.path("Comment").isString() ? json.path("Comment").stringValue() : "";
    }

    public boolean isTask() {
        return type().equals("Task");
    }

    /** Whether it has states of its own: a Parallel or a Map. */
    public boolean isComposite() {
        return type().equals("Parallel") || type().equals("Map");
    }

    public boolean isFail() {
        return type().equals("Fail");
    }

    /** Whether the scope may end here. */
    public boolean ends() {
        return isFail() || type().equals("Succeed") || json.path("End").asBoolean(false);
    }

    /** What a Task calls; empty for any other type. */
    public Optional<TaskResource> resource() {
        return state().map(read -> read instanceof State.Task task ? task.resource() : null);
    }

    /** "An array of objects, called Retriers", as far as they can be read. */
    public List<Retrier> retry() {
        return state().map(State::retry).orElse(List.of());
    }

    /** All ways out, in the order Next, Choices, Default, Catch; also those that lead to no state. */
    public List<Transition> transitions() {
        return transitions.stream()
                .sorted(Comparator.comparing(Transition::kind))
                .toList();
    }

    /** The ways that errors take. */
    public List<Transition> catches() {
        return transitions.stream()
                .filter(transition -> transition.kind() == Transition.Kind.CATCH)
                .toList();
    }

    /** The state that follows by itself; empty for an end, and where a choice decides. */
    public Optional<String> next() {
        return transitions.stream()
                .filter(transition -> transition.kind() == Transition.Kind.NEXT)
                .map(Transition::to)
                .findFirst();
    }

    /** Whether every error has a way. */
    public boolean catchesAll() {
        return transitions.stream().anyMatch(Transition::catchesAll);
    }

    @Override
    public String toString() {
        return name;
    }
}
