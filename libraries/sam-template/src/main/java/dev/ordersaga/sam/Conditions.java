package dev.ordersaga.sam;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import tools.jackson.databind.JsonNode;

/** The conditions of a template; each is evaluated once, when it is first asked for. */
final class Conditions {

    private final JsonNode declared;
    private final Problems problems;
    private final Map<String, Optional<Boolean>> values = new HashMap<>();
    private final Deque<String> asked = new ArrayDeque<>();

    Conditions(JsonNode declared, Problems problems) {
        this.declared = declared;
        this.problems = problems;
    }

    /**
     * Whether a condition holds; empty where that is not known.
     *
     * @param place where its name stands
     * @param evaluate gives the value of a condition function at a place
     */
    Optional<Boolean> holds(String name, String place, BiFunction<JsonNode, String, Optional<Boolean>> evaluate) {
        Optional<Boolean> known = values.get(name);
        if (known != null) {
            return known;
        }
        String declaration = Pointer.of("/Conditions", name);
        if (!declared.has(name)) {
            problems.add(place, "there is no condition " + name);
            return Optional.empty();
        }
        if (asked.contains(name)) {
            problems.add(
                    declaration,
                    asked.size() == 1
                            ? "the condition depends on itself"
                            : "the condition depends on itself, through " + String.join(", ", asked));
            return Optional.empty();
        }
        asked.push(name);
        try {
            Optional<Boolean> value = evaluate.apply(declared.get(name), declaration);
            values.put(name, value);
            return value;
        } finally {
            asked.pop();
        }
    }
}
