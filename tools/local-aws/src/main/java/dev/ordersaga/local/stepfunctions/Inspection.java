package dev.ordersaga.local.stepfunctions;

import dev.ordersaga.asl.execution.ExecutionRequest;
import dev.ordersaga.local.http.AwsJson;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What TestState shows of the data on its way through a state. Each step is seen by running the state's own fields, up to that step,
 * in a state that does nothing else.
 *
 * @see <a href="https://docs.aws.amazon.com/step-functions/latest/apireference/API_InspectionData.html">InspectionData</a>
 */
record Inspection(
        TestStateOperation runs,
        StateUnderTest tested,
        Optional<MapPreparation> map,
        ExecutionRequest request,
        WrittenJson written,
        @Nullable JsonNode variables) {

    ObjectNode of(TriedState tried) {
        ObjectNode data = AwsJson.MAPPER.createObjectNode();
        data.put("input", request.input());
        if (map.flatMap(MapPreparation::problem).isPresent()) {
            if (tested.jsonata()) {
                return data;
            }
            ran(fields("InputPath"), request.input()).ifPresent(value -> put(data, "afterInputPath", value));
            return data;
        }
        boolean container = tested.type().equals("Map") || tested.type().equals("Parallel");
        if (tested.jsonata()) {
            ofJsonata(data, tried, container);
        } else {
            ofJsonPath(data, tried, container);
        }
        map.ifPresent(prepared -> ofMap(data, prepared));
        return data;
    }

    private void ofJsonata(ObjectNode data, TriedState tried, boolean container) {
        if (container) {
            return;
        }
        put(data, "afterArguments", tried.work().asked.get());
        put(data, "result", tried.work().got.get());
    }

    private void ofJsonPath(ObjectNode data, TriedState tried, boolean container) {
        JsonNode fixed = tested.type().equals("Pass") ? tested.json().get("Result") : null;
        if (!container && fixed == null) {
            ran(fields("InputPath"), request.input()).ifPresent(value -> put(data, "afterInputPath", value));
        }
        if (tested.type().equals("Pass") && fixed == null) {
            ran(fields("InputPath", "Parameters"), request.input())
                    .ifPresent(value -> put(data, "afterParameters", value));
        } else if (!container) {
            put(data, "afterParameters", tried.work().asked.get());
        }
        JsonNode result = fixed == null ? tried.work().got.get() : fixed;
        if (!container) {
            put(data, "result", result);
        }
        if (tested.type().equals("Pass") && fixed == null) {
            result = ran(fields("InputPath", "Parameters"), request.input()).orElse(null);
        }
        if (result == null || tried.failed()) {
            return;
        }
        ObjectNode selecting = AwsJson.MAPPER.createObjectNode();
        JsonNode selector = tested.json().get("ResultSelector");
        if (selector != null) {
            selecting.set("Parameters", selector);
        }
        JsonNode selected =
                selector == null ? result : ran(selecting, AwsJson.text(result)).orElse(result);
        put(data, "afterResultSelector", selected);
        ObjectNode placing = fields("ResultPath");
        placing.set("Result", selected);
        ran(placing, request.input()).ifPresent(value -> put(data, "afterResultPath", value));
    }

    private void ofMap(ObjectNode data, MapPreparation prepared) {
        if (tested.json().has("ItemsPath")) {
            ObjectNode reading = fields("InputPath");
            reading.putObject("Parameters").set("items.$", tested.json().get("ItemsPath"));
            ran(reading, request.input()).ifPresent(read -> put(data, "afterItemsPath", read.path("items")));
        }
        if (tested.json().has("ItemSelector")) {
            prepared.inputs().ifPresent(inputs -> put(data, "afterItemSelector", inputs));
        }
        data.put(
                "maxConcurrency",
                prepared.number("MaxConcurrency").map(JsonNode::asInt).orElse(0));
        prepared.number("ToleratedFailureCount").ifPresent(count -> data.put("toleratedFailureCount", count.asInt()));
        prepared.number("ToleratedFailurePercentage")
                .ifPresent(percentage -> data.put("toleratedFailurePercentage", percentage.asDouble()));
    }

    private ObjectNode fields(String... names) {
        ObjectNode fields = AwsJson.MAPPER.createObjectNode();
        for (String name : names) {
            JsonNode value = tested.json().get(name);
            if (value != null) {
                fields.set(name, value);
            }
        }
        return fields;
    }

    private Optional<JsonNode> ran(ObjectNode fields, String input) {
        return runs.outputOf(
                tested.part(fields, variables),
                new ExecutionRequest(
                        request.executionArn(),
                        request.executionName(),
                        request.stateMachineArn(),
                        request.stateMachineName(),
                        request.roleArn(),
                        input,
                        request.context()));
    }

    private void put(ObjectNode data, String name, @Nullable JsonNode value) {
        if (value != null) {
            data.put(name, written.text(AwsJson.text(value)));
        }
    }
}
