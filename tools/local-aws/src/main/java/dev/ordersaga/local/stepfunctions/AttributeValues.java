package dev.ordersaga.local.stepfunctions;

import dev.ordersaga.local.http.AwsJson;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * DynamoDB's attribute values as the optimised integration takes them: a bare text is one of type S, and what DynamoDB wants as text, a
 * number, may be written as a number.
 */
final class AttributeValues {

    private static final List<String> FIELDS = List.of("Item", "Key", "ExpressionAttributeValues");

    private AttributeValues() {}

    /** The request with all its attribute values as DynamoDB wants them. */
    static JsonNode completed(JsonNode request) {
        if (!(request instanceof ObjectNode fields)) {
            return request;
        }
        ObjectNode completed = fields.deepCopy();
        for (String field : FIELDS) {
            if (completed.get(field) instanceof ObjectNode values) {
                completed.set(field, members(values));
            }
        }
        return completed;
    }

    private static ObjectNode members(ObjectNode values) {
        ObjectNode completed = AwsJson.MAPPER.createObjectNode();
        for (Map.Entry<String, JsonNode> member : values.properties()) {
            completed.set(member.getKey(), value(member.getValue()));
        }
        return completed;
    }

    private static JsonNode value(JsonNode given) {
        if (given.isString()) {
            return AwsJson.MAPPER.createObjectNode().set("S", given);
        }
        if (!(given instanceof ObjectNode typed)) {
            return given;
        }
        ObjectNode completed = typed.deepCopy();
        if (completed.path("N").isNumber()) {
            completed.put("N", completed.get("N").toString());
        }
        if (completed.get("M") instanceof ObjectNode map) {
            completed.set("M", members(map));
        }
        if (completed.get("L") instanceof ArrayNode list) {
            ArrayNode elements = AwsJson.MAPPER.createArrayNode();
            list.forEach(element -> elements.add(value(element)));
            completed.set("L", elements);
        }
        return completed;
    }
}
