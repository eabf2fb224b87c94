package dev.ordersaga.view;

import dev.ordersaga.asl.StateNode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Until when a Wait state waits, as far as its definition and its input tell: a history does not say it. */
final class Waits {

    private Waits() {}

    /**
     * The end of a wait.
     *
     * @param input JSON text; null where it is not known
     * @return empty for any other state, and where an expression decides that is more than a path of plain fields
     */
    static Optional<Instant> until(StateNode state, Instant entered, @Nullable String input) {
        if (!state.type().equals("Wait")) {
            return Optional.empty();
        }
        JsonNode json = state.json();
        try {
            JsonNode seconds = json.has("SecondsPath") ? at(json.path("SecondsPath"), input) : json.path("Seconds");
            if (seconds.isIntegralNumber()) {
                return Optional.of(entered.plusSeconds(seconds.longValue()));
            }
            JsonNode timestamp =
                    json.has("TimestampPath") ? at(json.path("TimestampPath"), input) : json.path("Timestamp");
            return timestamp.isString()
                    ? Optional.of(OffsetDateTime.parse(timestamp.stringValue()).toInstant())
                    : Optional.empty();
        } catch (DateTimeException | JacksonException | ArithmeticException e) {
            return Optional.empty();
        }
    }

    private static JsonNode at(JsonNode path, @Nullable String input) {
        JsonNode value = JsonMapper.shared().readTree(input == null ? "null" : input);
        String text = path.asString("");
        if (!text.startsWith("$.") || text.startsWith("$$")) {
            return JsonMapper.shared().missingNode();
        }
        for (String field : text.substring(2).split("\\.", -1)) {
            value = value.path(field);
        }
        return value;
    }
}
