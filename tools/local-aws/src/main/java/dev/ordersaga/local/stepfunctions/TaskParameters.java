package dev.ordersaga.local.stepfunctions;

import dev.ordersaga.asl.TaskResource;
import dev.ordersaga.local.http.AwsJson;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/**
 * Holds the parameters of a Task to the fields that the called action has: "parameters in Step Functions are expressed in PascalCase,
 * even if the native service API is in camelCase", and its scalars to their types. An action that is not known here takes anything.
 *
 * @see <a href="https://docs.aws.amazon.com/step-functions/latest/dg/connect-parameters.html">Passing parameters to a service API</a>
 */
final class TaskParameters {

    private static final JsonNode MODEL = read();

    private TaskParameters() {}

    /** What is wrong with the parameters that a task would be scheduled with. */
    static List<String> problems(TaskResource resource, JsonNode parameters) {
        return problems(resource, parameters, false);
    }

    /** What is wrong with the template that the parameters are made from, whatever its paths and expressions come to. */
    static List<String> problemsOfTemplate(TaskResource resource, JsonNode template) {
        return problems(resource, template, true);
    }

    private static List<String> problems(TaskResource resource, JsonNode given, boolean template) {
        if (!(resource instanceof TaskResource.Integration integration) || !given.isObject()) {
            return List.of();
        }
        JsonNode shape = MODEL.path("actions").path(integration.service() + ":" + integration.action());
        Set<String> found = new LinkedHashSet<>();
        check(shape, given, template, found);
        return List.copyOf(found);
    }

    /**
     * Looks at one value.
     *
     * @param shape a structure's name, a list of one shape, the shape of a map's values under {@code *}, a scalar, or null for
     *     anything
     */
    private static void check(JsonNode shape, JsonNode value, boolean template, Set<String> found) {
        if (shape.isArray()) {
            value.values().stream()
                    .filter(element -> value.isArray())
                    .forEach(element -> check(shape.path(0), element, template, found));
        } else if (shape.isObject()) {
            value.values().stream()
                    .filter(member -> value.isObject())
                    .forEach(member -> check(shape.path("*"), member, template, found));
        } else if (shape.isString() && value.isObject()) {
            structure(MODEL.path("structures").path(shape.stringValue()), value, template, found);
        }
    }

    private static void structure(JsonNode structure, JsonNode value, boolean template, Set<String> found) {
        JsonNode members = structure.path("members");
        List<String> names = new ArrayList<>();
        for (Map.Entry<String, JsonNode> field : value.properties()) {
            String written = field.getKey();
            String name = template && written.endsWith(".$") ? written.substring(0, written.length() - 2) : written;
            names.add(name);
            if (!members.has(name)) {
                found.add("The field \"" + name + "\" is not supported by Step Functions");
            } else if (name.equals(written)) {
                JsonNode shape = members.path(name);
                if (!fits(shape.asString(""), field.getValue(), template)) {
                    found.add("The value of the field '" + name + "' has an invalid format");
                }
                check(shape, field.getValue(), template, found);
            }
        }
        for (JsonNode required : structure.path("required")) {
            if (!names.contains(required.stringValue())) {
                found.add("The field '" + required.stringValue() + "' is required but was missing");
            }
        }
    }

    /**
     * Whether a value can be given for a scalar. JSON for a text is written down as text by the service.
     *
     * @param shape {@code #text}, {@code #number} or {@code #flag}; anything fits another shape
     */
    private static boolean fits(String shape, JsonNode value, boolean template) {
        if (value.isNull()
                || (template && value.isString() && value.stringValue().startsWith("{%"))) {
            return true;
        }
        return switch (shape) {
            case "#text" -> !value.isNumber() && !value.isBoolean();
            case "#number" -> value.isNumber();
            case "#flag" -> value.isBoolean();
            default -> true;
        };
    }

    private static JsonNode read() {
        try (InputStream in = TaskParameters.class.getResourceAsStream("task-parameters.json")) {
            if (in == null) {
                throw new IllegalStateException("task-parameters.json is not there");
            }
            return AwsJson.MAPPER.readTree(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
