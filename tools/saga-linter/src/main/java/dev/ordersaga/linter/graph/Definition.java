package dev.ordersaga.linter.graph;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A definition as it is written: what can be made out of it, however much else is wrong. */
public final class Definition {

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    private final JsonNode json;
    private final Scope machine;
    private final List<StateNode> states = new ArrayList<>();
    private final Map<String, Integer> places = new HashMap<>();

    private Definition(JsonNode json) {
        this.json = json;
        count("", json);
        this.machine = scope("", json, null);
    }

    /** Reads a definition; empty for what is no JSON object. */
    public static Optional<Definition> read(String text) {
        JsonNode root;
        try {
            root = JSON.readTree(text);
        } catch (JacksonException e) {
            return Optional.empty();
        }
        return root.isObject() ? Optional.of(new Definition(root)) : Optional.empty();
    }

    public JsonNode json() {
        return json;
    }

    /** The machine's own states. */
    public Scope machine() {
        return machine;
    }

    /** The states of all scopes, in the order of the file. */
    public List<StateNode> states() {
        return List.copyOf(states);
    }

    /** The first state of that name in any scope. */
    public Optional<StateNode> state(String name) {
        return states.stream().filter(state -> state.name().equals(name)).findFirst();
    }

    /** How far down the file a place is; what is not there is where it is missing. */
    public int position(String pointer) {
        String place = pointer;
        while (!places.containsKey(place) && !place.isEmpty()) {
            place = place.substring(0, place.lastIndexOf('/'));
        }
        return places.getOrDefault(place, 0);
    }

    private void count(String pointer, JsonNode node) {
        places.put(pointer, places.size());
        if (node.isObject()) {
            node.properties().forEach(field -> count(pointer + "/" + escape(field.getKey()), field.getValue()));
        } else {
            for (int i = 0; i < node.size(); i++) {
                count(pointer + "/" + i, node.path(i));
            }
        }
    }

    private Scope scope(String pointer, JsonNode node, @Nullable StateNode owner) {
        Scope scope = new Scope(
                pointer,
                owner,
                node.path("StartAt").isString() ? node.path("StartAt").stringValue() : "");
        JsonNode all = node.path("States");
        if (!all.isObject()) {
            return scope;
        }
        for (Map.Entry<String, JsonNode> entry : all.properties()) {
            if (!entry.getValue().isObject()) {
                continue;
            }
            String place = pointer + "/States/" + escape(entry.getKey());
            StateNode state = new StateNode(entry.getKey(), place, entry.getValue(), scope);
            scope.add(state);
            states.add(state);
            parts(state);
        }
        return scope;
    }

    private void parts(StateNode state) {
        if (state.type().equals("Parallel")) {
            JsonNode branches = state.json().path("Branches");
            for (int i = 0; i < branches.size(); i++) {
                state.add(scope(state.pointer() + "/Branches/" + i, branches.path(i), state));
            }
        } else if (state.type().equals("Map")) {
            String field = state.json().has("Iterator") ? "Iterator" : "ItemProcessor";
            state.add(scope(state.pointer() + "/" + field, state.json().path(field), state));
        }
    }

    private static String escape(String key) {
        return key.replace("~", "~0").replace("/", "~1");
    }
}
