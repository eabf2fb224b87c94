package dev.ordersaga.local;

import dev.ordersaga.local.cloudformation.DeployedStack;
import dev.ordersaga.local.cloudformation.DeployedStack.StackResource;
import dev.ordersaga.local.http.AwsJson;
import dev.ordersaga.local.journal.EntryKind;
import dev.ordersaga.local.journal.LocalJournal;
import dev.ordersaga.sam.Output;
import dev.ordersaga.sam.StackId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The deployed stack in the journal, so that its outputs can be read after a start without the template. */
final class StackRecord {

    private static final String THE_ONE = "";

    private StackRecord() {}

    static void write(LocalJournal journal, DeployedStack stack) {
        ObjectNode json = AwsJson.MAPPER.createObjectNode();
        json.put("name", stack.id().name());
        json.put("region", stack.id().region());
        json.put("account", stack.id().account());
        json.put("creationTime", stack.creationTime().toString());
        ArrayNode outputs = json.putArray("outputs");
        for (Output output : stack.outputs()) {
            ObjectNode each = outputs.addObject().put("name", output.name());
            output.value().ifPresent(value -> each.put("value", value));
            output.description().ifPresent(text -> each.put("description", text));
            output.export().ifPresent(export -> each.put("export", export));
        }
        ArrayNode resources = json.putArray("resources");
        for (StackResource resource : stack.resources()) {
            resources
                    .addObject()
                    .put("logicalId", resource.logicalId())
                    .put("type", resource.type())
                    .put("physicalId", resource.physicalId())
                    .put("made", resource.made());
        }
        journal.set(EntryKind.STACK, THE_ONE, AwsJson.MAPPER.writeValueAsBytes(json));
    }

    static Optional<DeployedStack> read(LocalJournal journal) {
        List<byte[]> values = journal.recovered(EntryKind.STACK).get(THE_ONE);
        return values == null ? Optional.empty() : Optional.of(read(AwsJson.MAPPER.readTree(values.get(0))));
    }

    private static DeployedStack read(JsonNode json) {
        List<Output> outputs = new ArrayList<>();
        for (JsonNode each : json.path("outputs")) {
            outputs.add(new Output(
                    each.path("name").asString(),
                    text(each, "value"),
                    text(each, "description"),
                    text(each, "export")));
        }
        List<StackResource> resources = new ArrayList<>();
        for (JsonNode each : json.path("resources")) {
            resources.add(new StackResource(
                    each.path("logicalId").asString(),
                    each.path("type").asString(),
                    each.path("physicalId").asString(),
                    each.path("made").asBoolean()));
        }
        return new DeployedStack(
                new StackId(
                        json.path("name").asString(),
                        json.path("region").asString(),
                        json.path("account").asString()),
                Instant.parse(json.path("creationTime").asString()),
                outputs,
                resources);
    }

    private static Optional<String> text(JsonNode json, String field) {
        JsonNode value = json.path(field);
        return value.isString() ? Optional.of(value.stringValue()) : Optional.empty();
    }
}
