package dev.ordersaga.local.sns;

import dev.ordersaga.local.http.AwsError;
import dev.ordersaga.local.http.AwsJson;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * What a message carries beside its text.
 *
 * @param type such as {@code String}, {@code String.Array}, {@code Number}, {@code Binary}
 * @param value text; of Binary, in Base64
 */
public record MessageAttribute(String type, String value) {

    /**
     * Reads the attributes of a form.
     *
     * @param prefix what stands before {@code MessageAttributes.entry.N}
     */
    static Map<String, MessageAttribute> read(Map<String, String> form, String prefix) {
        Map<String, MessageAttribute> attributes = new LinkedHashMap<>();
        for (int i = 1; ; i++) {
            String entry = prefix + "MessageAttributes.entry." + i + ".";
            String name = form.get(entry + "Name");
            if (name == null) {
                return attributes;
            }
            attributes.put(
                    name,
                    of(
                            name,
                            form.get(entry + "Value.DataType"),
                            form.get(entry + "Value.StringValue"),
                            form.get(entry + "Value.BinaryValue")));
        }
    }

    /** Reads the attributes of a Task state's arguments. */
    public static Map<String, MessageAttribute> read(JsonNode attributes) {
        Map<String, MessageAttribute> read = new TreeMap<>();
        attributes
                .properties()
                .forEach(field -> read.put(
                        field.getKey(),
                        of(
                                field.getKey(),
                                field.getValue().path("DataType").asString(null),
                                field.getValue().path("StringValue").asString(null),
                                field.getValue().path("BinaryValue").asString(null))));
        return read;
    }

    private static MessageAttribute of(
            String name, @Nullable String type, @Nullable String text, @Nullable String binary) {
        if (type == null || !type.matches("(String|Number|Binary)(\\..+)?")) {
            throw new AwsError(
                    "ParameterValueInvalid",
                    "The message attribute '" + name
                            + "' has an invalid message attribute type, the set of supported type prefixes is Binary, Number, and"
                            + " String.");
        }
        String value = type.startsWith("Binary") ? binary : text;
        if (value == null || value.isEmpty()) {
            throw new AwsError(
                    "ParameterValueInvalid",
                    "The message attribute '" + name
                            + "' must contain non-empty message attribute value for message attribute type '" + type
                            + "'.");
        }
        return new MessageAttribute(type, value);
    }

    /** The value as a filter policy compares it; missing where it compares none. */
    JsonNode compared() {
        if (type.startsWith("Binary")) {
            return AwsJson.MAPPER.missingNode();
        }
        if (type.equals("String.Array") || type.startsWith("Number")) {
            try {
                return AwsJson.MAPPER.readTree(value);
            } catch (JacksonException e) {
                // Compared as the text that it is.
            }
        }
        return AwsJson.MAPPER.getNodeFactory().stringNode(value);
    }
}
