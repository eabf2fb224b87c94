package dev.ordersaga.local.events;

import dev.ordersaga.local.http.AwsError;
import dev.ordersaga.local.http.AwsJson;
import dev.ordersaga.local.http.Caller;
import dev.ordersaga.local.http.HttpRequest;
import dev.ordersaga.local.http.HttpResponse;
import dev.ordersaga.local.http.HttpService;
import dev.ordersaga.local.journal.EntryKind;
import dev.ordersaga.local.journal.LocalJournal;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Event buses and what is put on them. There are no rules: an event that a bus takes can be read from {@link PublishedEvents}.
 *
 * @see <a href="https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_PutEvents.html">PutEvents</a>
 */
public final class EventBridgeService implements HttpService {

    private static final String SERVICE = "AWSEvents";
    private static final String DEFAULT_BUS = "default";
    private static final int MOST_ENTRIES = 10;
    private static final int LARGEST_REQUEST = 256 * 1024;
    private static final Pattern BUS_NAME = Pattern.compile("[/.\\-_A-Za-z0-9]{1,256}");

    private final Caller preset;
    private final PublishedEvents published;
    private final Clock clock;
    private final LocalJournal journal;
    private final Map<BusKey, Bus> buses = new ConcurrentSkipListMap<>();

    /** Begins without a bus of its own, and keeps none. */
    public EventBridgeService(Caller preset, PublishedEvents published, Clock clock) {
        this(preset, published, clock, LocalJournal.NONE);
    }

    /** Begins with the buses that the journal has, and writes down what becomes of them. */
    public EventBridgeService(Caller preset, PublishedEvents published, Clock clock, LocalJournal journal) {
        this.preset = preset;
        this.published = published;
        this.clock = clock;
        this.journal = journal;
        journal.recovered(EntryKind.EVENT_BUS).values().forEach(values -> {
            JsonNode json = AwsJson.MAPPER.readTree(values.get(0));
            Caller owner = new Caller(
                    json.path("account").asString(), json.path("region").asString());
            buses.put(
                    new BusKey(owner, json.path("name").asString()),
                    new Bus(Instant.parse(json.path("created").asString())));
        });
    }

    /** Adds a bus; false where there is one of that name. */
    private boolean added(BusKey key) {
        Bus bus = new Bus(clock.instant());
        if (buses.putIfAbsent(key, bus) != null) {
            return false;
        }
        if (journal.isDurable()) {
            ObjectNode json = AwsJson.MAPPER.createObjectNode();
            json.put("account", key.caller().account());
            json.put("region", key.caller().region());
            json.put("name", key.name());
            json.put("created", bus.created().toString());
            journal.set(EntryKind.EVENT_BUS, arn(key.caller(), key.name()), AwsJson.MAPPER.writeValueAsBytes(json));
        }
        return true;
    }

    @Override
    public boolean handles(HttpRequest request) {
        return AwsJson.operation(request, SERVICE).isPresent();
    }

    @Override
    public CompletionStage<HttpResponse> answer(HttpRequest request) {
        Caller caller = Caller.of(request, preset);
        ObjectNode input = AwsJson.input(request);
        String operation = AwsJson.operation(request, SERVICE).orElse("");
        ObjectNode output = switch (operation) {
            case "PutEvents" -> putEvents(caller, input);
            case "CreateEventBus" -> createEventBus(caller, input);
            case "DeleteEventBus" -> deleteEventBus(caller, input);
            case "DescribeEventBus" -> describeEventBus(caller, input);
            case "ListEventBuses" -> listEventBuses(caller, input);
            default ->
                throw new AwsError(
                        "UnknownOperationException",
                        "local-aws does not support EventBridge's " + operation
                                + ": events are kept, to be read at /_local/events, and go nowhere else");
        };
        return CompletableFuture.completedFuture(AwsJson.answer(request, output));
    }

    /** Makes sure a bus exists, and says its ARN. */
    public String ensureEventBus(Caller caller, String name) {
        added(new BusKey(caller, name));
        return arn(caller, name);
    }

    /**
     * PutEvents. As on AWS, an entry for a bus that does not exist is answered like any other and goes nowhere; entries that
     * are malformed fail one by one.
     */
    public ObjectNode putEvents(Caller caller, ObjectNode input) {
        if (!(input.get("Entries") instanceof ArrayNode entries)) {
            throw new AwsError(
                    "ValidationException",
                    "1 validation error detected: Value null at 'entries' failed to satisfy constraint: Member must not be null");
        }
        if (entries.isEmpty() || entries.size() > MOST_ENTRIES) {
            throw new AwsError(
                    "ValidationException",
                    "1 validation error detected: Value at 'entries' failed to satisfy constraint: Member must have length "
                            + (entries.isEmpty()
                                    ? "greater than or equal to 1"
                                    : "less than or equal to " + MOST_ENTRIES));
        }
        int size = 0;
        for (JsonNode entry : entries) {
            size += size(entry);
        }
        if (size > LARGEST_REQUEST) {
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
        if (!isObject(detail)) {
            return Optional.of(new AwsError("MalformedDetail", "Detail is malformed."));
        }
        Instant time;
        try {
            time = time(entry.get("Time"));
        } catch (IllegalArgumentException e) {
            return Optional.of(new AwsError("InvalidArgument", "Parameter Time is not valid."));
        }
        BusKey bus = key(caller, entry.path("EventBusName").asString(DEFAULT_BUS));
        String id = UUID.randomUUID().toString();
        answers.addObject().put("EventId", id);
        if (!exists(bus)) {
            System.err.println("local-aws: an event of type " + detailType + " was put on the event bus " + bus.name()
                    + ", which does not exist: as on AWS, it is lost without an error");
            return Optional.empty();
        }
        List<String> resources = new ArrayList<>();
        entry.path("Resources").forEach(resource -> resources.add(resource.asString("")));
        published.add(new PublishedEvent(bus.name(), source, detailType, detail, time, resources, id));
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

    private ObjectNode createEventBus(Caller caller, ObjectNode input) {
        String name = name(input);
        if (!BUS_NAME.matcher(name).matches() || name.equals(DEFAULT_BUS)) {
            throw new AwsError("ValidationException", "The event bus's name is not valid: " + name);
        }
        if (!added(new BusKey(caller, name))) {
            throw new AwsError("ResourceAlreadyExistsException", "Event bus " + name + " already exists.");
        }
        return AwsJson.MAPPER.createObjectNode().put("EventBusArn", arn(caller, name));
    }

    private ObjectNode deleteEventBus(Caller caller, ObjectNode input) {
        String name = name(input);
        if (name.equals(DEFAULT_BUS)) {
            throw new AwsError("ValidationException", "Cannot delete event bus default.");
        }
        BusKey key = key(caller, name);
        if (buses.remove(key) != null) {
            journal.remove(EntryKind.EVENT_BUS, arn(key.caller(), key.name()));
        }
        return AwsJson.MAPPER.createObjectNode();
    }

    private ObjectNode describeEventBus(Caller caller, ObjectNode input) {
        BusKey key = key(caller, input.path("Name").asString(DEFAULT_BUS));
        if (!exists(key)) {
            throw new AwsError("ResourceNotFoundException", "Event bus " + key.name() + " does not exist.");
        }
        return describe(key);
    }

    private ObjectNode listEventBuses(Caller caller, ObjectNode input) {
        String prefix = input.path("NamePrefix").asString("");
        ObjectNode output = AwsJson.MAPPER.createObjectNode();
        ArrayNode list = output.putArray("EventBuses");
        List<BusKey> keys = new ArrayList<>();
        keys.add(new BusKey(caller, DEFAULT_BUS));
        buses.keySet().stream().filter(key -> key.caller().equals(caller)).forEach(keys::add);
        keys.stream().filter(key -> key.name().startsWith(prefix)).forEach(key -> list.add(describe(key)));
        return output;
    }

    private ObjectNode describe(BusKey key) {
        ObjectNode json = AwsJson.MAPPER.createObjectNode();
        json.put("Name", key.name());
        json.put("Arn", arn(key.caller(), key.name()));
        Bus bus = buses.get(key);
        if (bus != null) {
            json.put("CreationTime", AwsJson.timestamp(bus.created()));
            json.put("LastModifiedTime", AwsJson.timestamp(bus.created()));
        }
        return json;
    }

    private boolean exists(BusKey key) {
        return key.name().equals(DEFAULT_BUS) || buses.containsKey(key);
    }

    /** Takes a name or an ARN. */
    private static BusKey key(Caller caller, String nameOrArn) {
        String[] arn = nameOrArn.split(":", -1);
        if (arn.length == 6 && arn[0].equals("arn") && arn[5].startsWith("event-bus/")) {
            return new BusKey(new Caller(arn[4], arn[3]), arn[5].substring("event-bus/".length()));
        }
        return new BusKey(caller, nameOrArn);
    }

    private static String name(ObjectNode input) {
        String name = input.path("Name").asString("");
        if (name.isEmpty()) {
            throw new AwsError(
                    "ValidationException",
                    "1 validation error detected: Value null at 'name' failed to satisfy constraint: Member must not be null");
        }
        return name;
    }

    private static String arn(Caller caller, String name) {
        return "arn:aws:events:" + caller.region() + ":" + caller.account() + ":event-bus/" + name;
    }

    private static boolean isObject(String text) {
        try {
            return AwsJson.MAPPER.readTree(text).isObject();
        } catch (JacksonException e) {
            return false;
        }
    }

    /**
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

    private record Bus(Instant created) {}

    private record BusKey(Caller caller, String name) implements Comparable<BusKey> {

        @Override
        public int compareTo(BusKey other) {
            return toString().compareTo(other.toString());
        }
    }
}
