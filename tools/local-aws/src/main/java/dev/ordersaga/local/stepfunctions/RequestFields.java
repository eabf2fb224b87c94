package dev.ordersaga.local.stepfunctions;

import dev.ordersaga.local.http.AwsError;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The fields of an operation's input, or of a structure in it, held to the constraints of AWS's model and refused in its words.
 *
 * @param at what a refusal puts before a field's name: nothing, or the structure's name and a dot
 */
record RequestFields(ObjectNode input, String at) {

    /** Fields whose values no message of the service repeats. */
    private static final Set<String> SENSITIVE =
            Set.of("cause", "definition", "description", "error", "input", "output", "versionDescription");

    RequestFields(ObjectNode input) {
        this(input, "");
    }

    String required(String name, int longest) {
        return text(name, 1, longest)
                .orElseThrow(() -> invalid(
                        "Value null at '" + at + name + "' failed to satisfy constraint: Member must not be null"));
    }

    Optional<String> optional(String name, int longest) {
        return text(name, 0, longest);
    }

    Optional<String> oneOf(String name, Collection<String> values) {
        Optional<String> value = text(name, 0, Integer.MAX_VALUE);
        if (value.isPresent() && !values.contains(value.get())) {
            throw invalid("Value '" + value.get() + "' at '" + at + name
                    + "' failed to satisfy constraint: Member must satisfy enum value set: ["
                    + String.join(", ", values) + "]");
        }
        return value;
    }

    boolean flag(String name, boolean preset) {
        JsonNode value = given(name);
        if (value == null) {
            return preset;
        }
        if (!value.isBoolean()) {
            throw mistyped(name, "boolean");
        }
        return value.asBoolean();
    }

    /** A page's size; 0 stands for the service's own choice. */
    int pageSize(int preset, int largest) {
        JsonNode value = given("maxResults");
        if (value == null) {
            return preset;
        }
        if (!value.isIntegralNumber() || !value.canConvertToInt()) {
            throw mistyped("maxResults", "integer");
        }
        int size = value.asInt();
        if (size < 0 || size > largest) {
            throw invalid("Value '" + size + "' at 'maxResults' failed to satisfy constraint: Member must have value "
                    + (size < 0 ? "greater than or equal to 0" : "less than or equal to " + largest));
        }
        return size == 0 ? preset : size;
    }

    /** A structure in this one; empty where it is not there. */
    Optional<RequestFields> structure(String name) {
        return any(name).map(value -> {
            if (value instanceof ObjectNode fields) {
                return new RequestFields(fields, at + name + ".");
            }
            throw mistyped(name, "structure");
        });
    }

    Optional<JsonNode> any(String name) {
        return Optional.ofNullable(given(name));
    }

    List<JsonNode> list(String name) {
        JsonNode value = given(name);
        if (value == null) {
            throw invalid("Value null at '" + at + name + "' failed to satisfy constraint: Member must not be null");
        }
        if (!value.isArray()) {
            throw mistyped(name, "list");
        }
        return List.copyOf(value.values());
    }

    private Optional<String> text(String name, int shortest, int longest) {
        JsonNode value = given(name);
        if (value == null) {
            return Optional.empty();
        }
        if (!value.isString()) {
            throw mistyped(name, "string");
        }
        String text = value.asString();
        if (text.length() < shortest || text.length() > longest) {
            String shown = SENSITIVE.contains(name) ? "" : " '" + text + "'";
            throw invalid(
                    "Value" + shown + " at '" + at + name + "' failed to satisfy constraint: Member must have length "
                            + (text.length() < shortest
                                    ? "greater than or equal to " + shortest
                                    : "less than or equal to " + longest));
        }
        return Optional.of(text);
    }

    private @Nullable JsonNode given(String name) {
        JsonNode value = input.get(name);
        return value == null || value.isNull() ? null : value;
    }

    private static AwsError invalid(String what) {
        return new AwsError("ValidationException", "1 validation error detected: " + what);
    }

    private AwsError mistyped(String name, String type) {
        return new AwsError("SerializationException", "The field " + at + name + " must be a " + type);
    }
}
