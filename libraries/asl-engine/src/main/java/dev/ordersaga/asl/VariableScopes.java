package dev.ordersaga.asl;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/**
 * "A variable assigned in an inner scope cannot have the same name as one assigned in an outer scope." The children of a distributed
 * Map are executions of their own, and see nothing of the variables around them.
 *
 * @see <a href="https://docs.aws.amazon.com/step-functions/latest/dg/workflow-variables.html">Scope of a workflow variable</a>
 */
final class VariableScopes {

    private final Problems problems;

    VariableScopes(Problems problems) {
        this.problems = problems;
    }

    void check(StateScope machine) {
        check(machine, Set.of());
    }

    private void check(StateScope scope, Set<String> outer) {
        Map<String, String> assigned = new LinkedHashMap<>();
        scope.states().values().forEach(state -> collect(state, assigned));
        assigned.forEach((pointer, name) -> {
            if (outer.contains(name)) {
                problems.add(
                        ProblemCode.DUPLICATE_VARIABLE_NAME,
                        pointer,
                        "is assigned in an outer scope as well",
                        AwsWording.of(
                                pointer, "The variable name '" + name + "' was already defined in a parent scope."));
            }
        });
        Set<String> known = new HashSet<>(outer);
        known.addAll(assigned.values());
        for (StateNode state : scope.states().values()) {
            boolean apart = isDistributed(state.json());
            state.parts().forEach(part -> check(part, apart ? Set.of() : known));
        }
    }

    /**
     * The variables of a state by their pointers: its own, and those of its choices. Those of its catchers are left out: the service takes
     * one that a branch of the state has assigned as well.
     */
    private static void collect(StateNode state, Map<String, String> assigned) {
        collect(state.json(), state.pointer(), assigned);
        JsonNode choices = state.json().path("Choices");
        for (int i = 0; i < choices.size(); i++) {
            collect(choices.path(i), state.pointer() + "/Choices/" + i, assigned);
        }
    }

    private static void collect(JsonNode object, String pointer, Map<String, String> assigned) {
        for (Map.Entry<String, JsonNode> variable : object.path("Assign").properties()) {
            String key = variable.getKey();
            assigned.put(
                    pointer + "/Assign/" + Problems.escape(key),
                    key.endsWith(".$") ? key.substring(0, key.length() - 2) : key);
        }
    }

    private static boolean isDistributed(JsonNode state) {
        return state.path("ItemProcessor")
                .path("ProcessorConfig")
                .path("Mode")
                .asString("")
                .equals("DISTRIBUTED");
    }
}
