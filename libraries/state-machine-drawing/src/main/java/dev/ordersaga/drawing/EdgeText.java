package dev.ordersaga.drawing;

import dev.ordersaga.analysis.OutlineEdge;
import dev.ordersaga.asl.Transition;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** What is written beside an edge: the condition of a Choice, the errors of a Catcher. */
final class EdgeText {

    private static final String OTHERWISE = "otherwise";
    private static final Set<String> NO_OPERATOR =
            Set.of("Variable", "Next", "Output", "Assign", "Comment", "Condition");
    private static final Map<String, String> SIGNS = Map.of(
            "Equals",
            "=",
            "LessThan",
            "<",
            "GreaterThan",
            ">",
            "LessThanEquals",
            "≤",
            "GreaterThanEquals",
            "≥",
            "Matches",
            "matches");

    private EdgeText() {}

    /** In a few words; empty where there is nothing to say: what follows by itself, and a Catch of any error. */
    static String brief(OutlineEdge edge) {
        Set<String> texts = new LinkedHashSet<>();
        for (Transition transition : edge.transitions()) {
            switch (transition.kind()) {
                case NEXT -> {}
                case CHOICE ->
                    texts.add(condition(transition)
                            .replaceAll("\\$states\\.(input|context)\\.", "")
                            .replaceAll("^\\(\\s*(.*\\S)\\s*\\)$", "$1"));
                case DEFAULT -> texts.add(OTHERWISE);
                case CATCH -> {
                    if (!transition.catchesAll()) {
                        transition.errors().forEach(error -> texts.add(error.substring(error.lastIndexOf('.') + 1)));
                    }
                }
            }
        }
        boolean anyError = edge.transitions().stream().anyMatch(Transition::catchesAll);
        return anyError ? "" : String.join(edge.kind() == OutlineEdge.Kind.CATCH ? ", " : " · ", texts);
    }

    /** All of it, a line for each rule or Catcher, with what its Comment says. */
    static String whole(OutlineEdge edge) {
        List<String> lines = new ArrayList<>();
        for (Transition transition : edge.transitions()) {
            String line = switch (transition.kind()) {
                case NEXT -> "";
                case CHOICE -> condition(transition);
                case DEFAULT -> OTHERWISE;
                case CATCH -> "catches " + String.join(", ", transition.errors());
            };
            lines.add(transition.comment().isEmpty() ? line : line + "\n" + transition.comment());
        }
        return String.join("\n", lines).strip();
    }

    private static String condition(Transition choice) {
        String at = choice.pointer().substring(choice.from().pointer().length());
        return condition(choice.from().json().at(at));
    }

    private static String condition(JsonNode rule) {
        if (rule.has("Condition")) {
            return rule.path("Condition")
                    .asString("")
                    .replace("{%", "")
                    .replace("%}", "")
                    .strip()
                    .replaceAll("\\s+", " ");
        }
        for (Map.Entry<String, JsonNode> field : rule.properties()) {
            String name = field.getKey();
            if (name.equals("And") || name.equals("Or")) {
                List<String> parts = new ArrayList<>();
                field.getValue()
                        .forEach(part -> parts.add(
                                part.has("And") || part.has("Or") ? "(" + condition(part) + ")" : condition(part)));
                return String.join(name.equals("And") ? " and " : " or ", parts);
            }
            if (name.equals("Not")) {
                return "not (" + condition(field.getValue()) + ")";
            }
            if (!NO_OPERATOR.contains(name)) {
                return rule.path("Variable").asString("") + " " + comparison(name, field.getValue());
            }
        }
        return "";
    }

    private static String comparison(String operator, JsonNode value) {
        if (operator.startsWith("Is")) {
            String what =
                    operator.substring(2).replaceAll("([a-z])([A-Z])", "$1 $2").toLowerCase(Locale.ROOT);
            return (value.asBoolean(true) ? "is " : "is not ") + what;
        }
        String name =
                operator.replaceFirst("^(String|Numeric|Boolean|Timestamp)", "").replaceFirst("Path$", "");
        return SIGNS.getOrDefault(name, operator) + " " + (value.isString() ? value.stringValue() : value.toString());
    }
}
