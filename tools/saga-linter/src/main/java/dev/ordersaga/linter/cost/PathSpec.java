package dev.ordersaga.linter.cost;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/**
 * What happens on a way through a saga, where it is not success.
 *
 * @param saga the file
 * @param outcomes by state, what becomes of each time that it is entered: an error's name (its last part suffices; {@code States.ALL} is one that
 *     nobody named, and that stays until the retries are used up), or the state that a Choice decides for; after the last, success or the Default
 */
record PathSpec(String name, String saga, Map<String, List<String>> outcomes) {

    PathSpec {
        Map<String, List<String>> copy = new LinkedHashMap<>();
        outcomes.forEach((state, texts) -> copy.put(state, List.copyOf(texts)));
        outcomes = java.util.Collections.unmodifiableMap(copy);
    }

    static List<PathSpec> read(JsonNode list) {
        List<PathSpec> specs = new ArrayList<>();
        for (JsonNode spec : list) {
            Map<String, List<String>> outcomes = new LinkedHashMap<>();
            spec.path("outcomes").properties().forEach(state -> {
                List<String> texts = new ArrayList<>();
                state.getValue().forEach(text -> texts.add(text.asString()));
                outcomes.put(state.getKey(), texts);
            });
            specs.add(
                    new PathSpec(spec.path("name").asString(), spec.path("saga").asString(), outcomes));
        }
        return specs;
    }
}
