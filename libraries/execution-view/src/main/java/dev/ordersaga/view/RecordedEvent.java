package dev.ordersaga.view;

import dev.ordersaga.asl.execution.HistoryEvent;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * One event of a history, as GetExecutionHistory gives it.
 *
 * @param id counts from 1
 * @param previousId the event that it follows from; 0 for none
 * @param type such as {@code TaskStateEntered}
 * @param details the object that the event holds in a field of its own, such as {@code stateEnteredEventDetails}; empty where it holds none
 */
public record RecordedEvent(long id, long previousId, String type, Instant timestamp, JsonNode details) {

    private static final String DETAILS = "EventDetails";

    /** An event of an execution that runs in this process. */
    public static RecordedEvent of(HistoryEvent event) {
        return new RecordedEvent(
                event.id(),
                event.previousEventId(),
                event.type(),
                event.timestamp(),
                event.details() == null ? none() : event.details());
    }

    /**
     * Reads an event from the wire or from a file that the AWS CLI wrote.
     *
     * @param json an element of {@code events}; its timestamp is a number of seconds since 1970, or a text of ISO 8601
     * @throws IllegalArgumentException for what is no such element
     */
    public static RecordedEvent read(JsonNode json) {
        if (!json.path("id").isIntegralNumber() || !json.path("type").isString()) {
            throw new IllegalArgumentException("an event has an id and a type");
        }
        return new RecordedEvent(
                json.path("id").longValue(),
                json.path("previousEventId").asLong(0),
                json.path("type").stringValue(),
                timestamp(json.path("timestamp")),
                json.properties().stream()
                        .filter(field -> field.getKey().endsWith(DETAILS)
                                && field.getValue().isObject())
                        .findFirst()
                        .map(Map.Entry::getValue)
                        .orElse(none()));
    }

    /** A text of the details; empty where there is none. */
    String text(String field) {
        JsonNode value = details.path(field);
        return value.isString() ? value.stringValue() : "";
    }

    private static JsonNode none() {
        return JsonNodeFactory.instance.objectNode();
    }

    private static Instant timestamp(JsonNode value) {
        if (value.isNumber()) {
            BigDecimal millis = value.decimalValue().movePointRight(3);
            return Instant.ofEpochMilli(millis.longValue());
        }
        try {
            return OffsetDateTime.parse(value.asString("")).toInstant();
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("an event has a timestamp", e);
        }
    }
}
