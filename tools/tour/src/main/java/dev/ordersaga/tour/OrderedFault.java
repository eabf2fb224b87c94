package dev.ordersaga.tour;

import java.util.List;
import java.util.Map;

/**
 * A failure that the person at the terminal asked for.
 *
 * @param kind one of {@link #KINDS}
 * @param times how many deliveries fail
 */
record OrderedFault(String service, String action, String kind, int times) {

    static final List<String> KINDS =
            List.of("error-before", "error-after", "timeout-before", "timeout-after", "throttle", "crash-after");

    /** Reads {@code SERVICE:ACTION:KIND[:TIMES]}; without TIMES the action fails for good. */
    static OrderedFault parse(String text) {
        String[] parts = text.split(":", -1);
        if (parts.length < 3 || parts.length > 4 || !KINDS.contains(parts[2])) {
            throw new WrongUse("--fault must be SERVICE:ACTION:KIND[:TIMES] with KIND one of "
                    + String.join(", ", KINDS) + ", not '" + text + "'");
        }
        try {
            int times = parts.length == 4 ? Integer.parseInt(parts[3]) : Integer.MAX_VALUE;
            if (times > 0) {
                return new OrderedFault(parts[0], parts[1], parts[2], times);
            }
        } catch (NumberFormatException e) {
            // said below, as for a number out of range
        }
        throw new WrongUse("--fault: TIMES must be a number above 0, not '" + parts[3] + "'");
    }

    /**
     * The request that the local AWS takes.
     *
     * @throws WrongUse where the template has no such service
     */
    Map<String, Object> request(DeployedNames names) {
        return Map.of(
                "function", names.function(service), "match", Map.of("action", action), "kind", kind, "times", times);
    }
}
