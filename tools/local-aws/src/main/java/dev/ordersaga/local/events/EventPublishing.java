package dev.ordersaga.local.events;

import dev.ordersaga.local.http.AwsError;
import dev.ordersaga.local.http.AwsJson;
import dev.ordersaga.local.http.Caller;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * PutEvents: entries become events on their buses, are kept for those who test, and go to the rules.
 *
 * @see <a href="https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_PutEvents.html">PutEvents</a>
 */
final class EventPublishing {

    private static final int MAX_ENTRIES = 10;
    private static final int MAX_REQUEST_SIZE = 256 * 1024;

    private final Buses buses;
    private final EventRouter router;
    private final PublishedEvents published;
    private final Clock clock;

    EventPublishing(Buses buses, EventRouter router, PublishedEvents published, Clock clock) {
        this.buses = buses;
        this.router = router;
        this.published = published;
        this.clock = clock;
    }

    ObjectNode put(Caller caller, ObjectNode input) {
        if (!(input.get("Entries") instanceof ArrayNode entries)) {
            throw invalid("Value null at 'entries' failed to satisfy constraint: Member must not be null");
        }
        if (entries.isEmpty() || entries.size() > MAX_ENTRIES) {
            throw invalid("Value at 'entries' failed to satisfy constraint: Member must have length "
                    + (entries.isEmpty() ? "greater than or equal to 1" : "less than or equal to " + MAX_ENTRIES));
        }
        int size = 0;
        for (JsonNode entry : entries) {
            size += size(entry);
            // A name that cannot be one is no matter of its entry: the request is refused before anything is published.
            var unused = BusKey.of(caller, entry.path("EventBusName").asString(BusKey.DEFAULT));
        }
        if (size > MAX_REQUEST_SIZE) {
            throw new AwsError(
                    413,
                    "RequestEntityTooLargeException",
                    "Total size of the entries in the request is over the limit.");
        }
        ObjectNode output = AwsJson.MAPPER.createObjectNode();
        ArrayNode answers = AwsJson.MAPPER.createArrayNode();
        int failed = 0;
        for (JsonNode entry : entries) {
            Optional<AwsError> refused = put(caller, entry, answers);
            if (refused.isPresent()) {
                failed++;
                answers.addObject()
                        .put("ErrorCode", refused.get().code())
                        .put("ErrorMessage", refused.get().text());
            }
        }
        output.put("FailedEntryCount", failed);
        output.set("Entries", answers);
        return output;
    }

    private Optional<AwsError> put(Caller caller, JsonNode entry, ArrayNode answers) {
        String source = entry.path("Source").asString("");
        String detailType = entry.path("DetailType").asString("");
        String detail = entry.path("Detail").asString("");
        if (source.isEmpty()) {
            return Optional.of(new AwsError(
                    "InvalidArgument", "Parameter Source is not valid. Reason: Source is a required argument."));
        }
        if (detailType.isEmpty()) {
            return Optional.of(new AwsError(
                    "InvalidArgument",
                    "Parameter DetailType is not valid. Reason: DetailType is a required argument."));
        }
        if (detail.isEmpty()) {
            return Optional.of(new AwsError(
                    "InvalidArgument", "Parameter Detail is not valid. Reason: Detail is a required argument."));
        }
        if (source.startsWith("aws.")) {
            return Optional.of(new AwsError("NotAuthorizedForSourceException", "Not authorized for the source."));
        }
        JsonNode parsed = object(detail);
        if (parsed == null) {
            return Optional.of(new AwsError("MalformedDetail", "Detail is malformed."));
        }
        Instant time;
        try {
            time = time(entry.get("Time"));
        } catch (IllegalArgumentException e) {
            return Optional.of(new AwsError("InvalidArgument", "Parameter Time is not valid."));
        }
        BusKey bus = BusKey.of(caller, entry.path("EventBusName").asString(BusKey.DEFAULT));
        String id = UUID.randomUUID().toString();
        answers.addObject().put("EventId", id);
        if (!buses.exists(bus)) {
            System.err.println("local-aws: an event of type " + detailType + " was put on the event bus " + bus.name()
                    + ", which does not exist: as on AWS, it is lost without an error");
            return Optional.empty();
        }
        List<String> resources = new ArrayList<>();
        entry.path("Resources").forEach(resource -> resources.add(resource.asString("")));
        published.add(new PublishedEvent(bus.name(), source, detailType, detail, time, resources, id));
        router.route(bus, new BusEvent(id, caller, source, detailType, time, resources, parsed));
        return Optional.empty();
    }

    private Instant time(@Nullable JsonNode given) {
        if (given == null || given.isNull()) {
            return clock.instant();
        }
        if (given.isNumber()) {
            return Instant.ofEpochMilli(given.decimalValue().movePointRight(3).longValue());
        }
        try {
            return Instant.parse(given.asString(""));
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException("not a timestamp", e);
        }
    }

    private static @Nullable JsonNode object(String text) {
        try {
            JsonNode json = AwsJson.MAPPER.readTree(text);
            return json.isObject() ? json : null;
        } catch (JacksonException e) {
            return null;
        }
    }

    /**
     * The size of an entry as AWS counts it.
     *
     * @see <a href="https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-putevents.html">Calculating event entry size</a>
     */
    private static int size(JsonNode entry) {
        int size = entry.has("Time") ? 14 : 0;
        for (String field : List.of("Source", "DetailType", "Detail")) {
            size += entry.path(field).asString("").getBytes(StandardCharsets.UTF_8).length;
        }
        for (JsonNode resource : entry.path("Resources")) {
            size += resource.asString("").length();
        }
        return size;
    }

    private static AwsError invalid(String what) {
        return new AwsError("ValidationException", "1 validation error detected: " + what);
    }
}
