package dev.ordersaga.local.stepfunctions;

import dev.ordersaga.asl.State;
import dev.ordersaga.asl.StateGraph;
import dev.ordersaga.asl.StateMachine;
import dev.ordersaga.local.http.AwsJson;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The definitions of what the children of a Map Run run: the Map's processor, as a state machine of its own. */
final class ChildDefinitions {

    private ChildDefinitions() {}

    /** The text of which {@code child} can be had again; empty where the parent's definition has no such Map. */
    static String of(Revision parent, StateMachine child) {
        Optional<String> name = nameOf(parent.machine().graph(), child.graph());
        if (name.isEmpty() || parent.definition().isEmpty()) {
            return "";
        }
        return find(AwsJson.MAPPER.readTree(parent.definition()), name.get())
                .map(map -> processor(map, child))
                .orElse("");
    }

    private static String processor(JsonNode map, StateMachine child) {
        JsonNode processor = map.has("Iterator") ? map.path("Iterator") : map.path("ItemProcessor");
        ObjectNode definition = AwsJson.MAPPER.createObjectNode();
        definition.put("QueryLanguage", child.queryLanguage().toString());
        definition.set("StartAt", processor.path("StartAt"));
        definition.set("States", processor.path("States"));
        return AwsJson.text(definition);
    }

    /** The name of the Map that has this very processor. */
    private static Optional<String> nameOf(StateGraph graph, StateGraph processor) {
        for (State state : graph.states().values()) {
            Optional<String> found = Optional.empty();
            if (state instanceof State.MapState map) {
                found = map.processor().equals(processor)
                        ? Optional.of(map.name())
                        : nameOf(map.processor(), processor);
            } else if (state instanceof State.Parallel parallel) {
                found = parallel.branches().stream()
                        .flatMap(branch -> nameOf(branch, processor).stream())
                        .findFirst();
            }
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }

    /** The Map of that name, which a whole definition has once. */
    private static Optional<JsonNode> find(JsonNode machine, String name) {
        for (var state : machine.path("States").properties()) {
            JsonNode json = state.getValue();
            if (state.getKey().equals(name) && json.path("Type").asString("").equals("Map")) {
                return Optional.of(json);
            }
            Optional<JsonNode> found =
                    find(json.path("ItemProcessor"), name).or(() -> find(json.path("Iterator"), name));
            for (JsonNode branch : json.path("Branches")) {
                found = found.or(() -> find(branch, name));
            }
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }

    /** The ARN of the state machine that a child's is named after: without the Map's label. */
    static String machineOf(String arn) {
        int label = arn.indexOf('/');
        return label < 0 ? arn : arn.substring(0, label);
    }
}
