package dev.ordersaga.local.http;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The fields of an AWS JSON operation's input, or of a structure in it; what is not as AWS's model has it is refused in AWS's words.
 *
 * @param refusal the code by which the service refuses a value, such as {@code ValidationException}
 */
public record OperationInput(ObjectNode json, String refusal) {

    private static final int MAX_SHOWN = 512;

    /** A text that must be there and not be empty. */
    public String required(String name, int longest) {
        String value = optional(name, longest).orElseThrow(() -> missing(name));
        if (value.isEmpty()) {
            throw length(value, name, "greater than or equal to 1");
        }
        return value;
    }

    public Optional<String> optional(String name, int longest) {
        JsonNode value = given(name);
        if (value == null) {
            return Optional.empty();
        }
        if (!value.isString()) {
            throw mistyped(name, "string");
        }
        if (value.asString().length() > longest) {
            throw length(value.asString(), name, "less than or equal to " + longest);
        }
        return Optional.of(value.asString());
    }

    /** One of several words; empty where it is not there. */
    public Optional<String> oneOf(String name, List<String> words) {
        Optional<String> value = optional(name, Integer.MAX_VALUE);
        if (value.isPresent() && !words.contains(value.get())) {
            throw invalid("Value '" + value.get() + "' at '" + name
                    + "' failed to satisfy constraint: Member must satisfy enum value set: ["
                    + String.join(", ", words) + "]");
        }
        return value;
    }

    /** A whole number within bounds. */
    public Optional<Long> number(String name, long least, long most) {
        JsonNode value = given(name);
        if (value == null) {
            return Optional.empty();
        }
        if (!value.isIntegralNumber() || !value.canConvertToLong()) {
            throw mistyped(name, "long");
        }
        long number = value.asLong();
        if (number < least || number > most) {
            throw invalid(
                    "Value '" + number + "' at '" + name + "' failed to satisfy constraint: Member must have value "
                            + (number < least ? "greater than or equal to " + least : "less than or equal to " + most));
        }
        return Optional.of(number);
    }

    public boolean flag(String name) {
        JsonNode value = given(name);
        if (value != null && !value.isBoolean()) {
            throw mistyped(name, "boolean");
        }
        return value != null && value.asBoolean();
    }

    /** A list of texts; none where it is not there. */
    public List<String> texts(String name) {
        List<String> texts = new ArrayList<>();
        for (JsonNode element : elements(name)) {
            if (!element.isString()) {
                throw mistyped(name, "list of strings");
            }
            texts.add(element.asString());
        }
        return List.copyOf(texts);
    }

    /** A list of structures; none where it is not there. */
    public List<OperationInput> structures(String name) {
        List<OperationInput> structures = new ArrayList<>();
        for (JsonNode element : elements(name)) {
            if (!(element instanceof ObjectNode object)) {
                throw mistyped(name, "list of structures");
            }
            structures.add(new OperationInput(object, refusal));
        }
        return List.copyOf(structures);
    }

    public Optional<OperationInput> structure(String name) {
        JsonNode value = given(name);
        if (value == null) {
            return Optional.empty();
        }
        if (value instanceof ObjectNode object) {
            return Optional.of(new OperationInput(object, refusal));
        }
        throw mistyped(name, "structure");
    }

    public boolean has(String name) {
        return given(name) != null;
    }

    /** The refusal of a value that breaks a constraint. */
    public AwsError invalid(String what) {
        return new AwsError(refusal, "1 validation error detected: " + what);
    }

    private List<JsonNode> elements(String name) {
        JsonNode value = given(name);
        if (value == null) {
            return List.of();
        }
        if (!value.isArray()) {
            throw mistyped(name, "list");
        }
        return List.copyOf(value.values());
    }

    private @Nullable JsonNode given(String name) {
        JsonNode value = json.get(name);
        return value == null || value.isNull() ? null : value;
    }

    private AwsError missing(String name) {
        return invalid("Value null at '" + name + "' failed to satisfy constraint: Member must not be null");
    }

    private AwsError length(String value, String name, String constraint) {
        String shown = value.length() > MAX_SHOWN ? "" : " '" + value + "'";
        return invalid("Value" + shown + " at '" + name + "' failed to satisfy constraint: Member must have length "
                + constraint);
    }

    private static AwsError mistyped(String name, String type) {
        return new AwsError("SerializationException", "The field " + name + " must be a " + type);
    }
}
