package dev.ordersaga.analysis;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Which undo belongs to which do, said beside the definition instead of in its comments.
 *
 * @param pairs by the name of the do, the names of its undos: any one of them undoes it
 */
public record Undos(Map<String, List<String>> pairs) {

    public Undos {
        Map<String, List<String>> copy = new LinkedHashMap<>();
        pairs.forEach((name, undos) -> copy.put(name, List.copyOf(undos)));
        pairs = java.util.Collections.unmodifiableMap(copy);
    }

    /** Nothing but what the definition says itself. */
    public static Undos none() {
        return new Undos(Map.of());
    }

    /**
     * Reads pairs such as {@code ReserveInventory=ReleaseInventory}.
     *
     * @throws IllegalArgumentException for a text that is no such pair
     */
    public static Undos parse(List<String> texts) {
        Map<String, List<String>> pairs = new LinkedHashMap<>();
        for (String text : texts) {
            int equals = text.indexOf('=');
            if (equals < 1 || equals == text.length() - 1) {
                throw new IllegalArgumentException("must be DO=UNDO, not '" + text + "'");
            }
            pairs.computeIfAbsent(text.substring(0, equals), name -> new ArrayList<>())
                    .add(text.substring(equals + 1));
        }
        return new Undos(pairs);
    }
}
