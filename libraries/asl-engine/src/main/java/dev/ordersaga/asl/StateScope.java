package dev.ordersaga.asl;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** States that lead to each other: a whole machine's, a branch's or an item processor's. */
public final class StateScope {

    private final String pointer;
    private final @Nullable StateNode owner;
    private final Map<String, StateNode> states = new LinkedHashMap<>();
    private String startAt = "";

    StateScope(String pointer, @Nullable StateNode owner) {
        this.pointer = pointer;
        this.owner = owner;
    }

    void startAt(String name) {
        startAt = name;
    }

    void add(StateNode state) {
        states.put(state.name(), state);
    }

    /** Where the object with StartAt and States stands. */
    public String pointer() {
        return pointer;
    }

    /** The Parallel or Map state that this is a part of; empty for the machine's own states. */
    public Optional<StateNode> owner() {
        return Optional.ofNullable(owner);
    }

    /** By name, in the order of the definition. */
    public Map<String, StateNode> states() {
        return Collections.unmodifiableMap(states);
    }

    /** The first state, where there is one of that name. */
    public Optional<StateNode> start() {
        return state(startAt);
    }

    public Optional<StateNode> state(String name) {
        return Optional.ofNullable(states.get(name));
    }
}
