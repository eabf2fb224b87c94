package dev.ordersaga.linter.sam;

import java.util.HashMap;
import java.util.Map;

/**
 * A state machine of a template.
 *
 * @param express whether it is an Express one, which ends after five minutes
 * @param values what stands in the definition's {@code ${…}} places, as far as the template says it outright
 * @param functions the functions that the definition may name: by the name of a place, by logical id and by function name
 */
public record DeployedMachine(boolean express, Map<String, String> values, Map<String, DeployedFunction> functions) {

    public DeployedMachine {
        values = Map.copyOf(values);
        functions = Map.copyOf(functions);
    }

    /** One of which nothing is known. */
    public static DeployedMachine unknown() {
        return new DeployedMachine(false, Map.of(), Map.of());
    }

    /** A definition with the known values in their places. */
    public String filled(String definition) {
        String text = definition;
        for (Map.Entry<String, String> value : values.entrySet()) {
            text = text.replace("${" + value.getKey() + "}", value.getValue());
        }
        return text;
    }

    /** The time-outs of {@link #functions}. */
    public Map<String, Long> functionSeconds() {
        Map<String, Long> seconds = new HashMap<>();
        functions.forEach((name, function) -> seconds.put(name, function.timeoutSeconds()));
        return seconds;
    }
}
