package dev.ordersaga.asl;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads a definition from its outside in, collecting every problem instead of stopping at the first. */
final class DefinitionParser {

    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
            .build();

    /** "State names must be less than or equal to 80 characters." */
    private static final int MAX_NAME_LENGTH = 80;

    private final Problems problems = new Problems();
    private final Map<String, String> namesSeen = new HashMap<>();
    private final List<StateNode> nodes = new ArrayList<>();
    private final StateParser states;
    private QueryLanguage machineLanguage = QueryLanguage.JSON_PATH;

    /**
     * Prepares to read one definition.
     *
     * @param places whether {@code ${…}} places may still be open
     */
    DefinitionParser(boolean places) {
        this.states = new StateParser(this, new ExpressionParser(problems, places), problems);
    }

    Definition read(String json) {
        JsonNode root;
        try {
            root = MAPPER.readTree(json);
        } catch (JacksonException e) {
            JsonSyntax syntax = new JsonSyntax(json, e);
            problems.add(ProblemCode.INVALID_JSON_DESCRIPTION, "", syntax.message(), syntax.asAws());
            return new Definition(Optional.empty(), problems.found(), Optional.empty());
        }
        if (!root.isObject()) {
            problems.add("", "must be a JSON object");
            return new Definition(Optional.empty(), problems.found(), Optional.empty());
        }
        StateScope top = new StateScope("", null);
        Optional<StateMachine> machine = machine(new Fields(root, "", problems), top);
        new VariableScopes(problems).check(top);
        return new Definition(
                machine.filter(read -> problems.onlyNotSupported()),
                problems.found(),
                Optional.of(new DefinitionGraph(json, root, top, nodes)));
    }

    private Optional<StateMachine> machine(Fields fields, StateScope top) {
        Optional<String> comment = fields.string("Comment");
        Optional<String> version = fields.string("Version");
        if (version.isPresent() && !version.get().equals("1.0")) {
            fields.notOneOf("Version", "must be \"1.0\"", List.of("1.0"));
        }
        QueryLanguage language = language(fields, QueryLanguage.JSON_PATH);
        machineLanguage = language;
        // The service takes 0 here, though not in a state; it says as much as no limit at all.
        OptionalLong timeout = fields.integer("TimeoutSeconds", 0, Limits.MAX_INTEGER);
        Optional<StateGraph> graph = graph(fields, top);
        fields.refuseOthers(language);
        return graph.map(read -> new StateMachine(
                comment,
                version,
                language,
                timeout.orElse(0) > 0 ? Optional.of(timeout.getAsLong()) : Optional.empty(),
                read));
    }

    /** The language of a state: its own, or the whole machine's, however the states around it are written. */
    QueryLanguage languageOfState(Fields fields) {
        QueryLanguage language = language(fields, machineLanguage);
        if (machineLanguage == QueryLanguage.JSONATA && language == QueryLanguage.JSON_PATH) {
            problems.add(
                    fields.pointer("QueryLanguage"),
                    "must not be JSONPath where the machine's is JSONata",
                    AwsWording.of(
                            fields.pointer(),
                            "'QueryLanguage' can not be 'JSONPath' if set to 'JSONata' for whole state machine"));
        }
        return language;
    }

    private QueryLanguage language(Fields fields, QueryLanguage inherited) {
        Optional<String> text = fields.string("QueryLanguage");
        if (!fields.has("QueryLanguage")) {
            return inherited;
        }
        List<String> known =
                Stream.of(QueryLanguage.values()).map(QueryLanguage::toString).toList();
        text.filter(language -> !known.contains(language))
                .ifPresent(language -> fields.notOneOf("QueryLanguage", "must be JSONPath or JSONata", known));
        // Whatever is given and is not JSONPath, the service goes on to read as JSONata.
        return text.filter(QueryLanguage.JSON_PATH.toString()::equals).isPresent()
                ? QueryLanguage.JSON_PATH
                : QueryLanguage.JSONATA;
    }

    /**
     * The StartAt and States of a machine, a branch or an item processor.
     *
     * @param scope takes up the states, right or wrong
     */
    Optional<StateGraph> graph(Fields fields, StateScope scope) {
        Optional<String> startAt = fields.requiredString("StartAt");
        Optional<JsonNode> statesNode = fields.required("States").filter(node -> {
            if (!node.isObject() || node.isEmpty()) {
                fields.problem(
                        "States",
                        "must be an object with at least one state",
                        node.isObject() ? "Value cannot be empty" : "Expected value of type [OBJECT]");
                return false;
            }
            return true;
        });
        if (statesNode.isEmpty()) {
            return Optional.empty();
        }
        Map<String, State> parsed = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> entry : statesNode.get().properties()) {
            String name = entry.getKey();
            String pointer = fields.pointer("States") + "/" + Problems.escape(name);
            checkName(name, pointer);
            StateNode node = new StateNode(name, pointer, entry.getValue(), scope);
            scope.add(node);
            nodes.add(node);
            states.parse(node).ifPresent(state -> {
                node.read(state);
                parsed.put(name, state);
            });
        }
        startAt.ifPresent(scope::startAt);
        boolean starts = startAt.isPresent() && scope.start().isPresent();
        if (startAt.isPresent() && !starts) {
            problems.add(
                    ProblemCode.MISSING_TRANSITION_TARGET,
                    fields.pointer("StartAt"),
                    "names no state: \"" + startAt.get() + "\"");
        }
        new Reachability(scope, problems).check();
        return starts && parsed.size() == scope.states().size()
                ? Optional.of(new StateGraph(startAt.get(), parsed))
                : Optional.empty();
    }

    /** "State names must be unique within the scope of the whole state machine." */
    private void checkName(String name, String pointer) {
        if (name.isEmpty() || name.length() > MAX_NAME_LENGTH) {
            problems.add(
                    ProblemCode.INVALID_STATE_NAME,
                    pointer,
                    "must have a name of 1 to " + MAX_NAME_LENGTH + " characters");
        }
        String first = namesSeen.putIfAbsent(name, pointer);
        if (first != null) {
            problems.add(
                    ProblemCode.DUPLICATE_STATE_NAME,
                    pointer,
                    "has the same name as " + first,
                    AwsWording.of(pointer, "Duplicate State name: " + name));
        }
    }
}
