package dev.ordersaga.sam;

import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * The section Globals, merged as SAM merges it: mappings field by field, lists one after the other, "intrinsic functions exactly like a
 * primitive type", where the resource's own value replaces the global one.
 */
final class Globals {

    private static final String PREFIX = "AWS::Serverless::";

    /** "Function.Architectures" is replaced and not lengthened. */
    private static final Set<String> REPLACED = Set.of("Architectures");

    private final ObjectNode sections;
    private final Problems problems;

    Globals(ObjectNode sections, Problems problems) {
        this.sections = sections;
        this.problems = problems;
        for (Map.Entry<String, JsonNode> section : sections.properties()) {
            check(section.getKey(), section.getValue());
        }
    }

    private void check(String section, JsonNode values) {
        String place = Pointer.of("/Globals", section);
        JsonNode shape = PropertyShapes.ofGlobals(section);
        if (shape.isMissingNode()) {
            problems.add(place, "is not known here");
            return;
        }
        ShapeCheck check = new ShapeCheck(problems);
        for (Map.Entry<String, JsonNode> property : values.properties()) {
            String at = Pointer.of(place, property.getKey());
            if (shape.has(property.getKey())) {
                check.check(property.getValue(), shape.get(property.getKey()), at);
            } else if (PropertyShapes.of(PREFIX + section).has(property.getKey())) {
                problems.add(
                        at,
                        "SAM does not take " + property.getKey() + " of every " + section
                                + "; say it of each resource");
            } else {
                problems.add(at, "is not known here");
            }
        }
    }

    /** A resource's properties with the global ones of its type, but those that it ignores. */
    ObjectNode merged(String type, ObjectNode own, JsonNode ignored, String place) {
        if (!type.startsWith(PREFIX) || ignored.asString("").equals("*")) {
            return own;
        }
        JsonNode section = sections.path(type.substring(PREFIX.length()));
        if (!(section instanceof ObjectNode shared)) {
            return own;
        }
        ObjectNode left = shared.deepCopy();
        for (int i = 0; i < ignored.size(); i++) {
            String name = ignored.path(i).asString("");
            if (!left.has(name)) {
                problems.add(place + "/IgnoreGlobals/" + i, "Globals say nothing of " + name);
            }
            left.remove(name);
        }
        ObjectNode merged = JsonNodeFactory.instance.objectNode();
        left.properties().forEach(field -> merged.set(field.getKey(), field.getValue()));
        own.properties().forEach(field -> {
            JsonNode global = left.path(field.getKey());
            merged.set(
                    field.getKey(),
                    global.isMissingNode() || REPLACED.contains(field.getKey())
                            ? field.getValue()
                            : merged(global, field.getValue()));
        });
        return merged;
    }

    private static JsonNode merged(JsonNode global, JsonNode own) {
        if (Intrinsics.isCall(global) || Intrinsics.isCall(own)) {
            return own;
        }
        if (global instanceof ObjectNode base && own instanceof ObjectNode over) {
            ObjectNode result = base.deepCopy();
            over.properties()
                    .forEach(field -> result.set(
                            field.getKey(),
                            base.has(field.getKey())
                                    ? merged(base.get(field.getKey()), field.getValue())
                                    : field.getValue()));
            return result;
        }
        if (global instanceof ArrayNode base && own instanceof ArrayNode more) {
            ArrayNode result = base.deepCopy();
            more.forEach(result::add);
            return result;
        }
        return own;
    }
}
