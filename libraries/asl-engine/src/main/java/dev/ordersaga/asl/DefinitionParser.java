package dev.ordersaga.asl;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads a definition from its outside in, collecting every problem instead of stopping at the first. */
final class DefinitionParser {

    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    /** "State names must be less than or equal to 80 characters." */
    private static final int MAX_NAME_LENGTH = 80;

    private final Problems problems = new Problems();
    private final Map<String, String> namesSeen = new HashMap<>();
    private final StateParser states = new StateParser(this, problems);

    List<Problem> problems() {
        return problems.found();
    }

    Optional<StateMachine> parse(String json) {
        JsonNode root;
        try {
            root = MAPPER.readTree(json);
        } catch (JacksonException e) {
            problems.add("", "is not JSON: " + e.getOriginalMessage() + place(e));
            return Optional.empty();
        }
        if (!root.isObject()) {
            problems.add("", "must be a JSON object");
            return Optional.empty();
        }
        Fields fields = new Fields(root, "", problems);
        Optional<String> comment = fields.string("Comment");
        Optional<String> version = fields.string("Version");
        if (version.isPresent() && !version.get().equals("1.0")) {
            fields.problem("Version", "must be \"1.0\"");
        }
        QueryLanguage language = language(fields, QueryLanguage.JSON_PATH);
        OptionalLong timeout = fields.integer("TimeoutSeconds", 1, Limits.MAX_INTEGER);
        Optional<StateGraph> graph = graph(fields, language);
        fields.refuseOthers(language);
        return graph.map(states -> new StateMachine(
                comment,
                version,
                language,
                timeout.isPresent() ? Optional.of(timeout.getAsLong()) : Optional.empty(),
                states));
    }

    private static String place(JacksonException e) {
        return e.getLocation() == null
                ? ""
                : " (line " + e.getLocation().getLineNr() + ", column "
                        + e.getLocation().getColumnNr() + ")";
    }

    QueryLanguage language(Fields fields, QueryLanguage inherited) {
        Optional<String> text = fields.string("QueryLanguage");
        if (text.isEmpty()) {
            return inherited;
        }
        for (QueryLanguage language : QueryLanguage.values()) {
            if (language.toString().equals(text.get())) {
                return language;
            }
        }
        fields.problem("QueryLanguage", "must be JSONPath or JSONata");
        return inherited;
    }

    /** The StartAt and States of a machine, a branch or an item processor. */
    Optional<StateGraph> graph(Fields fields, QueryLanguage language) {
        Optional<String> startAt = fields.requiredString("StartAt");
        Optional<JsonNode> statesNode = fields.required("States").filter(node -> {
            if (!node.isObject() || node.isEmpty()) {
                fields.problem("States", "must be an object with at least one state");
                return false;
            }
            return true;
        });
        if (statesNode.isEmpty()) {
            return Optional.empty();
        }
        Map<String, State> parsed = new LinkedHashMap<>();
        Map<String, String> pointers = new LinkedHashMap<>();
        boolean complete = true;
        for (Map.Entry<String, JsonNode> entry : statesNode.get().properties()) {
            String name = entry.getKey();
            String pointer = fields.pointer("States") + "/" + Problems.escape(name);
            pointers.put(name, pointer);
            checkName(name, pointer);
            Optional<State> state = states.parse(name, entry.getValue(), pointer, language);
            state.ifPresent(s -> parsed.put(name, s));
            complete &= state.isPresent();
        }
        if (startAt.isEmpty()) {
            return Optional.empty();
        }
        if (!pointers.containsKey(startAt.get())) {
            fields.problem("StartAt", "names no state: \"" + startAt.get() + "\"");
            return Optional.empty();
        }
        StateGraph graph = new StateGraph(startAt.get(), parsed);
        if (complete) {
            checkWays(graph, fields, pointers);
        }
        return complete ? Optional.of(graph) : Optional.empty();
    }

    /** "State names must be unique within the scope of the whole state machine." */
    private void checkName(String name, String pointer) {
        if (name.isEmpty() || name.length() > MAX_NAME_LENGTH) {
            problems.add(pointer, "must have a name of 1 to " + MAX_NAME_LENGTH + " characters");
        }
        String first = namesSeen.putIfAbsent(name, pointer);
        if (first != null) {
            problems.add(pointer, "has the same name as " + first);
        }
    }

    private void checkWays(StateGraph graph, Fields fields, Map<String, String> pointers) {
        Map<String, List<Transition>> transitions = new HashMap<>();
        graph.states().forEach((name, state) -> transitions.put(name, state.accept(new Transitions())));
        boolean dangling = false;
        for (Map.Entry<String, List<Transition>> entry : transitions.entrySet()) {
            for (Transition transition : entry.getValue()) {
                if (!graph.states().containsKey(transition.to())) {
                    problems.add(
                            pointers.get(entry.getKey()) + transition.field(),
                            "names no state: \"" + transition.to() + "\"");
                    dangling = true;
                }
            }
        }
        if (dangling) {
            return;
        }
        Set<String> reached = new HashSet<>(Set.of(graph.startAt()));
        Deque<String> open = new ArrayDeque<>(reached);
        boolean ends = false;
        while (!open.isEmpty()) {
            String name = open.remove();
            State state = graph.state(name);
            ends |= state.accept(new Terminal());
            for (Transition transition : transitions.getOrDefault(name, List.of())) {
                if (reached.add(transition.to())) {
                    open.add(transition.to());
                }
            }
        }
        graph.states().keySet().stream()
                .filter(name -> !reached.contains(name))
                .forEach(name -> problems.add(String.valueOf(pointers.get(name)), "cannot be reached"));
        if (!ends) {
            fields.problem("States", "has no way to an end: no Succeed, Fail or \"End\": true can be reached");
        }
    }
}
