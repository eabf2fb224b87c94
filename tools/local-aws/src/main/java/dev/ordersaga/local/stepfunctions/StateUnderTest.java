package dev.ordersaga.local.stepfunctions;

import dev.ordersaga.asl.InvalidDefinition;
import dev.ordersaga.asl.State;
import dev.ordersaga.asl.StateMachine;
import dev.ordersaga.local.http.AwsError;
import dev.ordersaga.local.http.AwsJson;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The one state that TestState runs: alone in its definition, or named in a whole one, however deep it lies there. What comes after
 * it is taken away, so that the state machine ends where the state does.
 *
 * @param json the state as its author wrote it
 * @param language the query language that it is in
 * @param state the same, parsed
 */
record StateUnderTest(ObjectNode json, String language, State state) {

    /** The name of a state that is given without one. */
    static final String NAME = "StateName";

    /** The state that gives the variables their values, before the state that is tested. */
    static final String VARIABLES = "Variables";

    private static final String ANY_TASK = "arn:aws:states:::lambda:invoke";

    private static final List<String> OF_A_DISTRIBUTED_MAP = List.of(
            "ItemReader",
            "ItemBatcher",
            "ResultWriter",
            "Label",
            "ToleratedFailureCount",
            "ToleratedFailureCountPath",
            "ToleratedFailurePercentage",
            "ToleratedFailurePercentagePath");

    /** What a Map or Parallel state has in common with a task that gives its result. */
    private static final String[] OF_A_TASK = {
        "Comment",
        "QueryLanguage",
        "InputPath",
        "ResultSelector",
        "ResultPath",
        "OutputPath",
        "Output",
        "Assign",
        "Catch",
        "Next",
        "End"
    };

    /**
     * Reads the state, and refuses what is no definition.
     *
     * @param name where the definition is a whole one, which of its states
     */
    static StateUnderTest read(String definition, Optional<String> name) {
        JsonNode given;
        try {
            given = AwsJson.MAPPER.readTree(definition);
        } catch (JacksonException e) {
            throw invalid("INVALID_JSON_DESCRIPTION: " + AwsJson.why(e));
        }
        if (!(given instanceof ObjectNode object)) {
            throw invalid("SCHEMA_VALIDATION_FAILED: Definition must be a valid JSON object");
        }
        ObjectNode json = object;
        String language = text(object, "QueryLanguage").orElse("JSONPath");
        if (name.isPresent()) {
            json = named(object, name.get());
        }
        String own = text(json, "QueryLanguage").orElse(language);
        StateMachine alone = Definitions.parsed(AwsJson.text(machine(inline(json), own, null, followers(json))), false);
        State state = alone.graph().states().get(NAME);
        if (state == null) {
            throw invalid("SCHEMA_VALIDATION_FAILED: there is no state");
        }
        return new StateUnderTest(json, own, state);
    }

    private static ObjectNode named(ObjectNode whole, String name) {
        return Definitions.checked(AwsJson.text(inline(whole)), false)
                .graph()
                .flatMap(graph -> graph.state(name))
                .map(state -> (ObjectNode) whole.at(state.pointer()))
                .orElseThrow(() -> new AwsError("ValidationException", "State not found in definition"));
    }

    String type() {
        return state.type();
    }

    boolean distributed() {
        return json.path("ItemProcessor")
                .path("ProcessorConfig")
                .path("Mode")
                .asString("")
                .equals("DISTRIBUTED");
    }

    boolean jsonata() {
        return language.equals("JSONata");
    }

    /**
     * The state machine that runs the state once: no retry, and a stub in place of each state that may follow.
     *
     * @param mocked whether the state's work is done by a mock, and a Map or Parallel state is no more than a task
     */
    Once once(boolean mocked, @Nullable JsonNode variables) {
        ObjectNode copy = mocked && (type().equals("Map") || type().equals("Parallel")) ? asTask() : json.deepCopy();
        copy.remove("Retry");
        if (mocked && text(copy, "Resource").orElse("").contains(":activity:")) {
            copy.put("Resource", ANY_TASK);
        }
        Map<String, String> followers = new LinkedHashMap<>();
        rename(copy, "Next", "next", followers);
        rename(copy, "Default", "default", followers);
        renameEach(copy.path("Choices"), "choice-", followers);
        renameEach(copy.path("Catch"), "catch-", followers);
        String text = AwsJson.text(machine(copy, language, variables, followers));
        return new Once(parsed(text), followers);
    }

    /**
     * A state machine for one run.
     *
     * @param followers the stubs by name, each with the name of the state it stands for
     */
    record Once(StateMachine machine, Map<String, String> followers) {}

    /** A Pass state with some of the fields, to see what they alone make of an input. */
    StateMachine part(ObjectNode fields, @Nullable JsonNode variables) {
        ObjectNode pass = fields.deepCopy();
        pass.put("Type", "Pass").put("End", true);
        return parsed(AwsJson.text(machine(pass, language, variables, Map.of())));
    }

    /** A Map state with some of the fields, whose iterations pass on what they get. */
    StateMachine map(ObjectNode fields, @Nullable JsonNode variables) {
        ObjectNode map = fields.deepCopy();
        map.put("Type", "Map").put("End", true);
        ObjectNode processor = map.putObject("ItemProcessor").put("StartAt", "Item");
        processor.putObject("States").putObject("Item").put("Type", "Pass").put("End", true);
        return parsed(AwsJson.text(machine(map, language, variables, Map.of())));
    }

    private static StateMachine parsed(String text) {
        try {
            return StateMachine.parse(text);
        } catch (InvalidDefinition e) {
            throw invalid(String.valueOf(e.getMessage()));
        }
    }

    /**
     * A copy in which every Distributed Map is an inline one. A tested Map state's iterations are mocked, so that what only a
     * Distributed Map has does nothing here.
     */
    private static ObjectNode inline(ObjectNode json) {
        ObjectNode copy = json.deepCopy();
        inlineWithin(copy);
        return copy;
    }

    private static void inlineWithin(JsonNode json) {
        if (json instanceof ObjectNode object
                && object.path("ItemProcessor")
                        .path("ProcessorConfig")
                        .path("Mode")
                        .asString("")
                        .equals("DISTRIBUTED")) {
            object.remove(OF_A_DISTRIBUTED_MAP);
            if (object.get("ItemProcessor") instanceof ObjectNode processor) {
                processor.remove("ProcessorConfig");
            }
        }
        json.forEach(StateUnderTest::inlineWithin);
    }

    private ObjectNode asTask() {
        ObjectNode task = AwsJson.MAPPER.createObjectNode();
        task.put("Type", "Task").put("Resource", ANY_TASK);
        for (String field : OF_A_TASK) {
            JsonNode value = json.get(field);
            if (value != null) {
                task.set(field, value.deepCopy());
            }
        }
        return task;
    }

    private static ObjectNode machine(
            ObjectNode state, String language, @Nullable JsonNode variables, Map<String, String> followers) {
        ObjectNode machine = AwsJson.MAPPER.createObjectNode();
        machine.put("QueryLanguage", language.equals("JSONata") ? "JSONata" : "JSONPath");
        machine.put("TimeoutSeconds", 300);
        machine.put("StartAt", variables == null ? NAME : VARIABLES);
        ObjectNode states = machine.putObject("States");
        if (variables != null) {
            ObjectNode assign = states.putObject(VARIABLES);
            assign.put("Type", "Pass").put("Next", NAME);
            ObjectNode values = assign.putObject("Assign");
            for (Map.Entry<String, JsonNode> variable : variables.properties()) {
                if (language.equals("JSONata")) {
                    // JSON is an expression of the language; as one, no text in it is taken for an expression of its
                    // own.
                    values.put(variable.getKey(), "{% " + AwsJson.text(variable.getValue()) + " %}");
                } else {
                    values.set(variable.getKey(), variable.getValue());
                }
            }
        }
        states.set(NAME, state);
        for (String follower : followers.keySet()) {
            if (!follower.equals(NAME)) {
                states.putObject(follower).put("Type", "Succeed");
            }
        }
        return machine;
    }

    /** The names that the state itself mentions. */
    private static Map<String, String> followers(ObjectNode state) {
        Map<String, String> names = new LinkedHashMap<>();
        for (String field : new String[] {"Next", "Default"}) {
            text(state, field).ifPresent(name -> names.put(name, name));
        }
        for (String list : new String[] {"Choices", "Catch"}) {
            state.path(list).forEach(each -> {
                if (each instanceof ObjectNode object) {
                    text(object, "Next").ifPresent(name -> names.put(name, name));
                }
            });
        }
        return names;
    }

    private static void renameEach(JsonNode list, String prefix, Map<String, String> followers) {
        if (list instanceof ArrayNode array) {
            for (int i = 0; i < array.size(); i++) {
                if (array.get(i) instanceof ObjectNode each) {
                    rename(each, "Next", prefix + i, followers);
                }
            }
        }
    }

    private static void rename(ObjectNode in, String field, String stub, Map<String, String> followers) {
        text(in, field).ifPresent(name -> {
            followers.put(stub, name);
            in.put(field, stub);
        });
    }

    private static Optional<String> text(JsonNode json, String field) {
        JsonNode value = json.get(field);
        return value != null && value.isString() ? Optional.of(value.asString()) : Optional.empty();
    }

    private static AwsError invalid(String why) {
        return new AwsError("InvalidDefinition", "Invalid State Machine Definition: '" + why + "'");
    }
}
