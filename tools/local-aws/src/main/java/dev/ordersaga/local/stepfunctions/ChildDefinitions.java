package dev.ordersaga.local.stepfunctions;

import dev.ordersaga.asl.StateMachine;
import dev.ordersaga.asl.StateNode;
import dev.ordersaga.asl.execution.MapRunRequest;
import dev.ordersaga.local.http.AwsJson;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The definitions of what the children of a Map Run run: the Map's processor, as a state machine of its own. */
final class ChildDefinitions {

    private ChildDefinitions() {}

    /** The text of which the run's child can be had again; empty where the parent's definition has no such Map. */
    static String of(Revision parent, MapRunRequest run) {
        return StateMachine.read(parent.definition())
                .graph()
                .flatMap(graph -> graph.state(run.stateName()))
                .map(StateNode::json)
                .map(map -> processor(map, run.child()))
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

    /** The ARN of the state machine that a child's is named after: without the Map's label. */
    static String machineOf(String arn) {
        int label = arn.indexOf('/');
        return label < 0 ? arn : arn.substring(0, label);
    }
}
