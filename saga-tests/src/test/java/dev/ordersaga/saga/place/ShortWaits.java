package dev.ordersaga.saga.place;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** A definition for a place that cannot skip a wait: an attempt is repeated three times at most, and a second later at most. */
final class ShortWaits {

    private static final int MAX_ATTEMPTS = 3;

    private ShortWaits() {}

    static String in(String definition) {
        JsonNode machine = JsonMapper.shared().readTree(definition);
        for (JsonNode state : machine.path("States")) {
            for (JsonNode retrier : state.path("Retry")) {
                int attempts = retrier.path("MaxAttempts").asInt(MAX_ATTEMPTS);
                if (attempts > 0 && retrier instanceof ObjectNode shortened) {
                    shortened.put("IntervalSeconds", 1);
                    shortened.put("BackoffRate", 1);
                    shortened.remove("MaxDelaySeconds");
                    shortened.put("MaxAttempts", Math.min(attempts, MAX_ATTEMPTS));
                }
            }
        }
        return machine.toString();
    }
}
