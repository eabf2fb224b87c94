package dev.ordersaga.local.events;

import dev.ordersaga.local.http.AwsError;
import dev.ordersaga.local.http.AwsJson;
import dev.ordersaga.local.http.Caller;
import dev.ordersaga.local.http.OperationInput;
import dev.ordersaga.local.journal.EntryKind;
import dev.ordersaga.local.journal.LocalJournal;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The event buses there are, and the operations on them. Every account has a default bus in every region. */
final class Buses {

    private static final int MAX_NAME_LENGTH = 1600;
    private static final Pattern NAME = Pattern.compile("[/.\\-_A-Za-z0-9]{1,256}");

    /** AWS's quota, here of all accounts together. */
    private static final int MAX_BUSES = 100;

    private final Clock clock;
    private final LocalJournal journal;
    private final Map<BusKey, Instant> created = new ConcurrentSkipListMap<>();

    /** Begins with the buses that the journal has, and writes down what becomes of them. */
    Buses(Clock clock, LocalJournal journal) {
        this.clock = clock;
        this.journal = journal;
        journal.recovered(EntryKind.EVENT_BUS).values().forEach(values -> {
            JsonNode json = AwsJson.MAPPER.readTree(values.get(0));
            Caller owner = new Caller(
                    json.path("account").asString(), json.path("region").asString());
            created.put(
                    new BusKey(owner, json.path("name").asString()),
                    Instant.parse(json.path("created").asString()));
        });
    }

    boolean exists(BusKey bus) {
        return bus.isDefault() || created.containsKey(bus);
    }

    /** The bus that an input names in {@code field}, the default one where it names none. */
    BusKey named(Caller caller, OperationInput input, String field) {
        BusKey bus = BusKey.of(caller, input.optional(field, MAX_NAME_LENGTH).orElse(BusKey.DEFAULT));
        if (!exists(bus)) {
            throw doesNotExist(bus);
        }
        return bus;
    }

    /** Makes sure a bus exists. */
    void ensure(BusKey bus) {
        boolean unused = added(bus);
    }

    /** Adds a bus; false where there is one of that name. */
    private boolean added(BusKey bus) {
        Instant now = clock.instant();
        if (created.putIfAbsent(bus, now) != null) {
            return false;
        }
        if (journal.isDurable()) {
            ObjectNode json = AwsJson.MAPPER.createObjectNode();
            json.put("account", bus.owner().account());
            json.put("region", bus.owner().region());
            json.put("name", bus.name());
            json.put("created", now.toString());
            journal.set(EntryKind.EVENT_BUS, bus.arn(), AwsJson.MAPPER.writeValueAsBytes(json));
        }
        return true;
    }

    ObjectNode create(Caller caller, OperationInput input) {
        String name = input.required("Name", MAX_NAME_LENGTH);
        if (!NAME.matcher(name).matches() || name.equals(BusKey.DEFAULT)) {
            throw new AwsError("ValidationException", "The event bus's name is not valid: " + name);
        }
        BusKey bus = new BusKey(caller, name);
        if (created.size() >= MAX_BUSES && !created.containsKey(bus)) {
            throw new AwsError("LimitExceededException", "The requested resource exceeds the maximum number allowed.");
        }
        if (!added(bus)) {
            throw new AwsError("ResourceAlreadyExistsException", "Event bus " + name + " already exists.");
        }
        return AwsJson.MAPPER.createObjectNode().put("EventBusArn", bus.arn());
    }

    ObjectNode delete(Caller caller, OperationInput input) {
        BusKey bus = BusKey.of(caller, input.required("Name", MAX_NAME_LENGTH));
        if (bus.isDefault()) {
            throw new AwsError("ValidationException", "Cannot delete event bus default.");
        }
        if (created.remove(bus) != null) {
            journal.remove(EntryKind.EVENT_BUS, bus.arn());
        }
        return AwsJson.MAPPER.createObjectNode();
    }

    ObjectNode describe(Caller caller, OperationInput input) {
        return described(named(caller, input, "Name"));
    }

    ObjectNode list(Caller caller, OperationInput input) {
        String prefix = input.optional("NamePrefix", MAX_NAME_LENGTH).orElse("");
        ObjectNode output = AwsJson.MAPPER.createObjectNode();
        ArrayNode list = output.putArray("EventBuses");
        List<BusKey> keys = new ArrayList<>();
        keys.add(new BusKey(caller, BusKey.DEFAULT));
        created.keySet().stream()
                .filter(key -> key.owner().equals(caller) && !key.isDefault())
                .forEach(keys::add);
        keys.stream().filter(key -> key.name().startsWith(prefix)).forEach(key -> list.add(described(key)));
        return output;
    }

    private ObjectNode described(BusKey bus) {
        ObjectNode json = AwsJson.MAPPER.createObjectNode();
        json.put("Name", bus.name());
        json.put("Arn", bus.arn());
        Instant when = created.get(bus);
        if (when != null) {
            json.put("CreationTime", AwsJson.timestamp(when));
            json.put("LastModifiedTime", AwsJson.timestamp(when));
        }
        return json;
    }

    static AwsError doesNotExist(BusKey bus) {
        return new AwsError("ResourceNotFoundException", "Event bus " + bus.name() + " does not exist.");
    }
}
