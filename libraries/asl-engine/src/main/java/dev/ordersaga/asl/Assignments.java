package dev.ordersaga.asl;

import dev.ordersaga.asl.expression.Scope;
import dev.ordersaga.asl.expression.Template;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** "Assign: an object whose fields are variables"; they hold from the next state on. */
public record Assignments(Optional<Template> template) {

    public static final Assignments NONE = new Assignments(Optional.empty());

    /** The variables and their values, in the order of the definition. */
    public Map<String, JsonNode> evaluate(Scope scope) {
        if (template.isEmpty()) {
            return Map.of();
        }
        Map<String, JsonNode> values = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> variable :
                template.get().fill(scope, "Assign").properties()) {
            values.put(variable.getKey(), variable.getValue());
        }
        return values;
    }
}
