package dev.ordersaga.asl.execution;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * What a Map iterates over, as the context object tells of it under {@code Map.Item}.
 *
 * @param key its name, where it was a field of a JSON object; "Only valid for JSON objects"
 * @param source {@link #STATE_DATA}, or the URI of the bucket or the object that it was read from
 */
public record MapItem(JsonNode value, Optional<String> key, String source) {

    /** "For state input, the value will be: STATE_DATA." */
    public static final String STATE_DATA = "STATE_DATA";

    /** An element of an array. */
    public static MapItem of(JsonNode value, String source) {
        return new MapItem(value, Optional.empty(), source);
    }

    /** "The elements of an array, or the key-value pairs of a JSON object"; nothing of any other JSON. */
    public static List<MapItem> all(JsonNode items, String source) {
        List<MapItem> all = new ArrayList<>(items.size());
        if (items.isObject()) {
            items.properties()
                    .forEach(field -> all.add(new MapItem(field.getValue(), Optional.of(field.getKey()), source)));
        } else {
            items.forEach(element -> all.add(of(element, source)));
        }
        return all;
    }
}
