package dev.ordersaga.local.stepfunctions;

import dev.ordersaga.local.http.Caller;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** The log group that a state machine's logging configuration names. */
record LogDestination(Caller owner, String group) {

    /**
     * Reads {@code arn:aws:logs:REGION:ACCOUNT:log-group:NAME:*}.
     *
     * @param logging CreateStateMachine's {@code loggingConfiguration}
     * @return empty where no group is named
     */
    static Optional<LogDestination> of(JsonNode logging) {
        String arn = logging.path("destinations")
                .path(0)
                .path("cloudWatchLogsLogGroup")
                .path("logGroupArn")
                .asString("");
        String[] parts = arn.split(":", -1);
        return parts.length >= 7 && parts[2].equals("logs")
                ? Optional.of(new LogDestination(new Caller(parts[4], parts[3]), parts[6]))
                : Optional.empty();
    }
}
