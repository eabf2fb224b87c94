package dev.ordersaga.local.stepfunctions;

import dev.ordersaga.asl.execution.Execution;
import dev.ordersaga.asl.execution.ExecutionRequest;
import dev.ordersaga.local.http.AwsJson;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a Map state that is tested does before its first iteration, whose work is mocked: it finds its items, makes the iterations'
 * inputs of them, and computes its limits. The engine does so, with iterations that do nothing.
 */
final class MapPreparation {

    private static final String[] OF_THE_PREPARATION = {
        "InputPath",
        "ItemsPath",
        "Items",
        "ItemSelector",
        "MaxConcurrency",
        "MaxConcurrencyPath",
        "ToleratedFailureCount",
        "ToleratedFailureCountPath",
        "ToleratedFailurePercentage",
        "ToleratedFailurePercentagePath"
    };

    private final TestStateOperation runs;
    private final StateUnderTest tested;
    private final ExecutionRequest request;
    private final @Nullable JsonNode variables;
    private final @Nullable Execution prepared;

    private MapPreparation(
            TestStateOperation runs,
            StateUnderTest tested,
            ExecutionRequest request,
            @Nullable JsonNode variables,
            @Nullable Execution prepared) {
        this.runs = runs;
        this.tested = tested;
        this.request = request;
        this.variables = variables;
        this.prepared = prepared;
    }

    /**
     * Prepares the iterations; empty for what is no Map.
     *
     * @param read what an ItemReader would have read, as JSON
     */
    static Optional<MapPreparation> of(
            TestStateOperation runs,
            StateUnderTest tested,
            ExecutionRequest request,
            @Nullable JsonNode variables,
            Optional<String> read) {
        if (!tested.type().equals("Map")) {
            return Optional.empty();
        }
        ObjectNode map = fields(tested.json());
        boolean reads = tested.json().has("ItemReader");
        boolean known = true;
        if (reads) {
            Optional<JsonNode> items = read.map(MapPreparation::json).filter(JsonNode::isArray);
            known = tested.jsonata() && items.isPresent();
            // JSON is an expression of the language.
            items.ifPresent(array -> map.put("Items", "{% " + AwsJson.text(array) + " %}"));
        }
        Execution prepared = known ? runs.ended(tested.map(map, variables), request) : null;
        MapPreparation preparation = new MapPreparation(runs, tested, request, variables, prepared);
        // "A JSON object" can be the items of a Distributed Map; here no other is run.
        return Optional.of(
                !reads && tested.distributed() && preparation.items().isPresent()
                        ? new MapPreparation(runs, tested, request, variables, null)
                        : preparation);
    }

    /** The items where they are the fields of an object. */
    private Optional<JsonNode> items() {
        JsonNode computed = tested.json().get("Items");
        if (computed != null) {
            return computed(computed).filter(JsonNode::isObject);
        }
        JsonNode path = tested.json().get("ItemsPath");
        return (path == null ? output(AwsJson.MAPPER.createObjectNode()) : at(path)).filter(JsonNode::isObject);
    }

    private static ObjectNode fields(JsonNode state) {
        ObjectNode map = AwsJson.MAPPER.createObjectNode();
        for (String name : OF_THE_PREPARATION) {
            JsonNode value = state.get(name);
            if (value != null) {
                map.set(name, value);
            }
        }
        return map;
    }

    private static JsonNode json(String text) {
        try {
            return AwsJson.MAPPER.readTree(text);
        } catch (JacksonException e) {
            return AwsJson.MAPPER.missingNode();
        }
    }

    /** The state's failure, where it comes to no iteration. */
    Optional<Mock> problem() {
        Execution ended = prepared;
        return ended == null || ended.output().isPresent()
                ? Optional.empty()
                : Optional.of(TriedState.failureOf(ended));
    }

    /** The iterations' inputs; empty where they are not known. */
    Optional<JsonNode> inputs() {
        Execution ended = prepared;
        return ended == null ? Optional.empty() : ended.output().map(AwsJson.MAPPER::readTree);
    }

    /** What a number of the state comes to, written down, computed or looked up by a path; empty where there is none. */
    Optional<JsonNode> number(String field) {
        JsonNode value = tested.json().get(field);
        JsonNode path = tested.json().get(field + "Path");
        if (value != null && value.isNumber()) {
            return Optional.of(value);
        }
        if (value != null && value.isString()) {
            return computed(value).filter(JsonNode::isNumber);
        }
        if (path == null) {
            return Optional.empty();
        }
        return at(path).filter(JsonNode::isNumber);
    }

    private Optional<JsonNode> at(JsonNode path) {
        ObjectNode looking = AwsJson.MAPPER.createObjectNode();
        JsonNode inputPath = tested.json().get("InputPath");
        if (inputPath != null) {
            looking.set("InputPath", inputPath);
        }
        looking.putObject("Parameters").set("value.$", path);
        return output(looking).map(found -> found.path("value"));
    }

    private Optional<JsonNode> computed(JsonNode expression) {
        ObjectNode computing = AwsJson.MAPPER.createObjectNode();
        computing.set("Output", expression);
        return output(computing);
    }

    private Optional<JsonNode> output(ObjectNode fields) {
        return runs.outputOf(tested.part(fields, variables), request);
    }
}
