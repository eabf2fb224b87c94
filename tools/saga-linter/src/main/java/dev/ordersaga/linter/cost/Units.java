package dev.ordersaga.linter.cost;

import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/**
 * What one call of each action costs DynamoDB.
 *
 * @param byAction by the action, or by action and the error that it ends in: {@code processPayment:CardDeclined}
 */
record Units(Map<String, Capacity> byAction) {

    /** Write and read units of one call. */
    record Capacity(double write, double read) {}

    Units {
        byAction = Map.copyOf(byAction);
    }

    static Units read(JsonNode json) {
        Map<String, Capacity> units = new LinkedHashMap<>();
        json.properties()
                .forEach(action -> units.put(
                        action.getKey(),
                        new Capacity(
                                action.getValue().path("write").asDouble(),
                                action.getValue().path("read").asDouble())));
        return new Units(units);
    }

    /**
     * The units of a call.
     *
     * @throws IllegalArgumentException for an action that nobody measured
     */
    Capacity of(String action, String outcome) {
        Capacity own = byAction.get(action + ":" + outcome);
        Capacity units = own == null ? byAction.get(action) : own;
        if (units == null) {
            throw new IllegalArgumentException("nobody measured what " + action + " writes: see write-units.json");
        }
        return units;
    }
}
