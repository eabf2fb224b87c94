package dev.ordersaga.linter;

import dev.ordersaga.asl.Problem;
import dev.ordersaga.asl.StateMachine;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** What the Amazon States Language says itself: fields, types, ranges, names, ways that lead somewhere, an end that can be reached. */
final class ValidDefinition implements Rule {

    /** What the engine cannot run is not wrong. */
    private static final String NOT_RUN_HERE = "this engine";

    private static final Pattern PLACE = Pattern.compile("\\$\\{[A-Za-z0-9][^}]*}");
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    @Override
    public String id() {
        return "definition";
    }

    @Override
    public void check(Saga saga, Findings found) {
        report(standIns("", saga.definition().json()).toString(), found);
    }

    static void report(String text, Findings found) {
        for (Problem problem : StateMachine.problems(text)) {
            if (!problem.message().contains(NOT_RUN_HERE)) {
                found.error(Rules.DEFINITION, problem.pointer(), problem.message());
            }
        }
    }

    /** The definition as a deployment would make it: an ARN where a Resource is a place, a number where an expression has one. */
    private static JsonNode standIns(String field, JsonNode node) {
        if (node.isObject()) {
            ObjectNode copy = JSON.objectNode();
            node.properties().forEach(entry -> copy.set(entry.getKey(), standIns(entry.getKey(), entry.getValue())));
            return copy;
        }
        if (node.isArray()) {
            ArrayNode copy = JSON.arrayNode();
            node.forEach(element -> copy.add(standIns("", element)));
            return copy;
        }
        if (!node.isString()) {
            return node;
        }
        String text = node.stringValue();
        if (field.equals("Resource") && text.startsWith("${")) {
            return JSON.stringNode("arn:aws:lambda:us-east-1:000000000000:function:" + "stand-in");
        }
        return text.startsWith("{%") ? JSON.stringNode(PLACE.matcher(text).replaceAll("1")) : node;
    }
}
