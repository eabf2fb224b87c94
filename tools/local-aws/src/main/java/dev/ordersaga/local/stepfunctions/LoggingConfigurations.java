package dev.ordersaga.local.stepfunctions;

import dev.ordersaga.local.http.AwsError;
import dev.ordersaga.local.http.AwsJson;
import dev.ordersaga.local.logs.LogGroups;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Reads the logging configurations of state machines.
 *
 * @see <a href="https://docs.aws.amazon.com/step-functions/latest/apireference/API_LoggingConfiguration.html">LoggingConfiguration</a>
 */
final class LoggingConfigurations {

    private static final List<String> LEVELS = List.of("ALL", "ERROR", "FATAL", "OFF");

    private final LogGroups groups;

    LoggingConfigurations(LogGroups groups) {
        this.groups = groups;
    }

    /**
     * A request's configuration with what it leaves out; empty where the request has none.
     *
     * @throws AwsError {@code InvalidLoggingConfiguration} unless one log group is named that is there, or logging is off
     */
    Optional<JsonNode> given(RequestFields input) {
        return input.structure("loggingConfiguration").map(this::read);
    }

    /** What a state machine has that was given none. */
    static JsonNode none() {
        return AwsJson.MAPPER
                .createObjectNode()
                .put("includeExecutionData", false)
                .put("level", "OFF");
    }

    /** Makes sure that the group is there which a template's state machine logs to. */
    void ensureDestination(JsonNode logging) {
        LogDestination.of(logging).ifPresent(to -> groups.ensure(to.owner(), to.group()));
    }

    private JsonNode read(RequestFields given) {
        String level = given.oneOf("level", LEVELS).orElse("OFF");
        boolean withData = given.flag("includeExecutionData", false);
        Optional<JsonNode> destinations = given.any("destinations");
        int count = destinations.isEmpty() ? 0 : given.list("destinations").size();
        if (count > 1 || (!level.equals("OFF") && count != 1)) {
            throw invalid("Must specify exactly one Log Destination.");
        }
        if (count == 1
                && LogDestination.of(given.input())
                        .filter(to -> groups.has(to.owner(), to.group()))
                        .isEmpty()) {
            throw invalid("Log Destination not found.");
        }
        ObjectNode complete = AwsJson.MAPPER.createObjectNode();
        destinations.ifPresent(named -> complete.set("destinations", named));
        complete.put("includeExecutionData", withData);
        complete.put("level", level);
        return complete;
    }

    private static AwsError invalid(String why) {
        return new AwsError("InvalidLoggingConfiguration", "Invalid Logging Configuration: " + why);
    }
}
