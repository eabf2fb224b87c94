package dev.ordersaga.asl.execution.maprun;

import dev.ordersaga.asl.ResultWriter.Transformation;
import dev.ordersaga.asl.execution.Execution;
import dev.ordersaga.asl.execution.ExecutionRequest;
import dev.ordersaga.asl.execution.ExecutionStatus;
import dev.ordersaga.asl.execution.MapRunRequest;
import dev.ordersaga.asl.execution.MapRunRequest.Writing;
import dev.ordersaga.asl.expression.JsonText;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a Map Run gives its state: the outputs of the children that succeeded, or where they have been written.
 *
 * @see <a href="https://docs.aws.amazon.com/step-functions/latest/dg/input-output-resultwriter.html">ResultWriter</a>
 */
final class Results {

    private final MapRunRequest request;
    private final List<Child> children;
    private final ObjectStore store;

    Results(MapRunRequest request, List<Child> children, ObjectStore store) {
        this.request = request;
        this.children = children;
        this.store = store;
    }

    JsonNode told() throws ObjectStore.Refused {
        Optional<Writing> writing = request.writing();
        if (writing.isEmpty()) {
            return succeeded(Transformation.COMPACT);
        }
        Optional<JsonNode> arguments = writing.get().arguments();
        Transformation transformation = writing.get().writer().transformation();
        return arguments.isEmpty()
                ? succeeded(transformation)
                : written(
                        arguments.get(), transformation, writing.get().writer().lines());
    }

    private ArrayNode succeeded(Transformation transformation) {
        ArrayNode results = array();
        for (Child child : children) {
            Execution execution = child.execution;
            if (execution == null || child.ended != ExecutionStatus.SUCCEEDED) {
                continue;
            }
            JsonNode output = JsonText.parse(execution.output().orElse("null"));
            switch (transformation) {
                case NONE -> results.add(described(child, execution));
                case COMPACT -> results.add(output);
                case FLATTEN -> {
                    if (output instanceof ArrayNode elements) {
                        results.addAll(elements);
                    } else {
                        results.add(output);
                    }
                }
            }
        }
        return results;
    }

    private JsonNode written(JsonNode arguments, Transformation transformation, boolean lines)
            throws ObjectStore.Refused {
        String bucket = arguments.path("Bucket").asString("");
        String prefix = arguments.path("Prefix").asString("");
        String id = request.mapRunArn().substring(request.mapRunArn().lastIndexOf(':') + 1);
        String folder = (prefix.isEmpty() || prefix.endsWith("/") ? prefix : prefix + "/") + id + "/";
        ObjectNode manifest = JsonNodeFactory.instance.objectNode();
        manifest.put("DestinationBucket", bucket);
        manifest.put("MapRunArn", request.mapRunArn());
        ObjectNode files = manifest.putObject("ResultFiles");
        files.set("FAILED", file(bucket, folder + "FAILED_0.json", failed(), lines));
        files.set("PENDING", file(bucket, folder + "PENDING_0.json", pending(), lines));
        files.set("SUCCEEDED", file(bucket, folder + "SUCCEEDED_0.json", succeeded(transformation), lines));
        String key = folder + "manifest.json";
        store.put(bucket, key, manifest.toString().getBytes(StandardCharsets.UTF_8));
        ObjectNode told = JsonNodeFactory.instance.objectNode();
        told.put("MapRunArn", request.mapRunArn());
        told.putObject("ResultWriterDetails").put("Bucket", bucket).put("Key", key);
        return told;
    }

    /** The manifest's entry; empty where there is nothing to write, and then there is no file. */
    private ArrayNode file(String bucket, String key, ArrayNode results, boolean lines) throws ObjectStore.Refused {
        ArrayNode entry = array();
        if (results.isEmpty()) {
            return entry;
        }
        String text = lines
                ? StreamSupport.stream(results.spliterator(), false)
                        .map(JsonNode::toString)
                        .collect(Collectors.joining("\n"))
                : results.toString();
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        store.put(bucket, key, bytes);
        entry.addObject().put("Key", key).put("Size", bytes.length);
        return entry;
    }

    private ArrayNode failed() {
        ArrayNode results = array();
        for (Child child : children) {
            Execution execution = child.execution;
            if (execution != null && child.ended != null && child.ended != ExecutionStatus.SUCCEEDED) {
                results.add(described(child, execution));
            }
        }
        return results;
    }

    private ArrayNode pending() {
        ArrayNode results = array();
        for (Child child : children) {
            if (child.ended == null) {
                results.addObject()
                        .put("Input", child.given().value().toString())
                        .put("Status", "PENDING");
            }
        }
        return results;
    }

    private static JsonNode described(Child child, Execution execution) {
        ExecutionRequest request = execution.request();
        ObjectNode told = JsonNodeFactory.instance.objectNode();
        told.put("ExecutionArn", request.executionArn());
        told.put("Input", request.input());
        told.putObject("InputDetails").put("Included", true);
        told.put("Name", request.executionName());
        execution.error().ifPresent(error -> told.put("Error", error));
        execution.cause().ifPresent(cause -> told.put("Cause", cause));
        execution.output().ifPresent(output -> {
            told.put("Output", output);
            told.putObject("OutputDetails").put("Included", true);
        });
        told.put("RedriveCount", execution.redriveCount());
        boolean over = child.ended == ExecutionStatus.SUCCEEDED;
        told.put("RedriveStatus", over ? "NOT_REDRIVABLE" : "REDRIVABLE_BY_MAP_RUN");
        if (over) {
            told.put("RedriveStatusReason", "Execution is SUCCEEDED and cannot be redriven");
        }
        told.put("StartDate", date(execution.startDate()));
        told.put("StateMachineArn", request.stateMachineArn());
        told.put("Status", execution.status().name());
        execution.stopDate().ifPresent(stop -> told.put("StopDate", date(stop)));
        return told;
    }

    private static String date(Instant instant) {
        return instant.truncatedTo(ChronoUnit.MILLIS).toString();
    }

    private static ArrayNode array() {
        return JsonNodeFactory.instance.arrayNode();
    }
}
