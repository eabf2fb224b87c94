package dev.ordersaga.asl;

import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** The states of a definition and the ways between them: what can be made out, however much else is wrong. */
public final class DefinitionGraph {

    private final String text;
    private final JsonNode json;
    private final StateScope machine;
    private final List<StateNode> states;

    DefinitionGraph(String text, JsonNode json, StateScope machine, List<StateNode> states) {
        this.text = text;
        this.json = json;
        this.machine = machine;
        this.states = List.copyOf(states);
    }

    /** The definition as it is written. */
    public JsonNode json() {
        return json;
    }

    /** The machine's own states. */
    public StateScope machine() {
        return machine;
    }

    /** The states of all scopes, in the order of the definition. */
    public List<StateNode> states() {
        return states;
    }

    /** The first state of that name in any scope. */
    public Optional<StateNode> state(String name) {
        return states.stream().filter(state -> state.name().equals(name)).findFirst();
    }

    /** Where in the text a pointer points, for any number of pointers. */
    public SourceMap sourceMap() {
        return SourceMap.of(text);
    }
}
