package dev.ordersaga.asl;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/** States and where they start: a whole machine's, a branch's or an item processor's. */
public record StateGraph(String startAt, Map<String, State> states) {

    public StateGraph {
        states = Collections.unmodifiableMap(new LinkedHashMap<>(states));
    }

    /** The state of that name, which a parsed definition always has. */
    public State state(String name) {
        return Objects.requireNonNull(states.get(name), name);
    }
}
