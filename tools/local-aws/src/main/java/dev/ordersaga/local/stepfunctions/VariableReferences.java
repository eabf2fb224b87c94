package dev.ordersaga.local.stepfunctions;

import dev.ordersaga.local.http.AwsJson;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Which states read which variables: DescribeStateMachine's {@code variableReferences}. A variable is what some state assigns.
 *
 * @see <a href="https://docs.aws.amazon.com/step-functions/latest/dg/workflow-variables.html">Passing data with variables</a>
 */
final class VariableReferences {

    /** What holds the states inside a state, which speak for themselves. */
    private static final Set<String> PARTS = Set.of("ItemProcessor", "Iterator", "Branches");

    private static final Pattern LITERAL = Pattern.compile("'(?:\\\\.|[^'\\\\])*'|\"(?:\\\\.|[^\"\\\\])*\"");
    private static final Pattern NAME = Pattern.compile("(?<![$\\p{L}\\p{N}_])\\$([\\p{L}_][\\p{L}\\p{N}_]*)");

    private final Set<String> assigned = new TreeSet<>();
    private final Map<String, Set<String>> read = new TreeMap<>();

    private VariableReferences() {}

    /**
     * Reads them from a definition.
     *
     * @param definition one that is valid
     * @return the names of variables by the name of the state, both in alphabetical order; empty where no state reads any
     */
    static ObjectNode of(String definition) {
        ObjectNode found = AwsJson.MAPPER.createObjectNode();
        if (!definition.contains("\"Assign\"")) {
            return found;
        }
        VariableReferences references = new VariableReferences();
        references.machine(AwsJson.MAPPER.readTree(definition));
        references.read.forEach((state, names) -> {
            names.retainAll(references.assigned);
            if (!names.isEmpty()) {
                names.forEach(found.withArray(state)::add);
            }
        });
        return found;
    }

    private void machine(JsonNode machine) {
        for (Map.Entry<String, JsonNode> state : machine.path("States").properties()) {
            Set<String> names = read.computeIfAbsent(state.getKey(), name -> new TreeSet<>());
            value("", state.getValue(), names);
        }
    }

    private void value(String field, JsonNode value, Set<String> names) {
        if (value.isString()) {
            String text = value.stringValue();
            if (text.startsWith("{%") || field.endsWith(".$") || field.endsWith("Path") || field.equals("Variable")) {
                Matcher name = NAME.matcher(LITERAL.matcher(text).replaceAll("''"));
                while (name.find()) {
                    names.add(name.group(1));
                }
            }
        } else if (PARTS.contains(field)) {
            parts(value);
        } else if (value.isObject()) {
            for (Map.Entry<String, JsonNode> member : value.properties()) {
                if (field.equals("Assign")) {
                    String name = member.getKey();
                    assigned.add(name.endsWith(".$") ? name.substring(0, name.length() - 2) : name);
                }
                value(member.getKey(), member.getValue(), names);
            }
        } else if (value.isArray()) {
            value.forEach(element -> value(field, element, names));
        }
    }

    private void parts(JsonNode parts) {
        if (parts.isArray()) {
            parts.forEach(this::machine);
        } else {
            machine(parts);
        }
    }
}
