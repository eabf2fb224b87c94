package dev.ordersaga.local.events;

import dev.ordersaga.local.http.AwsJson;
import dev.ordersaga.local.journal.EntryKind;
import dev.ordersaga.local.journal.LocalJournal;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What has been published, oldest first; of very much, the last of it. Safe for use by many threads. */
public final class PublishedEvents {

    private static final int KEPT = 10_000;

    /** What they may take in all, in characters: an event may have 256 KB. */
    private static final long KEPT_CHARACTERS = 32L << 20;

    /** What an event takes besides its texts, about. */
    private static final int OVERHEAD = 200;

    private final LocalJournal journal;
    private final Deque<Numbered> events = new ArrayDeque<>();
    private long published;
    private long characters;

    private record Numbered(long number, PublishedEvent event, int characters) {}

    /** In memory. */
    public PublishedEvents() {
        this(LocalJournal.NONE);
    }

    /** Begins with what the journal has, and writes down what comes. */
    public PublishedEvents(LocalJournal journal) {
        this.journal = journal;
        List<Numbered> recovered = new ArrayList<>();
        journal.recovered(EntryKind.PUBLISHED_EVENT)
                .forEach((number, values) -> recovered.add(numbered(Long.parseLong(number), read(values.get(0)))));
        recovered.sort(Comparator.comparingLong(Numbered::number));
        for (Numbered each : recovered) {
            events.addLast(each);
            characters += each.characters();
            published = each.number();
        }
    }

    private static Numbered numbered(long number, PublishedEvent event) {
        int resources = event.resources().stream().mapToInt(String::length).sum();
        return new Numbered(number, event, event.detail().length() + resources + OVERHEAD);
    }

    /** Adds an event, and forgets the oldest where there are too many. */
    public synchronized void add(PublishedEvent event) {
        Numbered added = numbered(++published, event);
        events.addLast(added);
        characters += added.characters();
        if (journal.isDurable()) {
            journal.set(EntryKind.PUBLISHED_EVENT, Long.toString(added.number()), written(event));
        }
        while (events.size() > KEPT || (characters > KEPT_CHARACTERS && events.size() > 1)) {
            forgetOldest();
        }
    }

    private void forgetOldest() {
        Numbered oldest = events.removeFirst();
        characters -= oldest.characters();
        journal.remove(EntryKind.PUBLISHED_EVENT, Long.toString(oldest.number()));
    }

    public synchronized List<PublishedEvent> all() {
        return events.stream().map(Numbered::event).toList();
    }

    /** The events on one bus, by its name, or on one topic, by its ARN. */
    public List<PublishedEvent> on(String bus) {
        return all().stream().filter(event -> event.bus().equals(bus)).toList();
    }

    public synchronized void clear() {
        while (!events.isEmpty()) {
            forgetOldest();
        }
    }

    private static byte[] written(PublishedEvent event) {
        ObjectNode json = AwsJson.MAPPER.createObjectNode();
        json.put("bus", event.bus());
        json.put("source", event.source());
        json.put("detailType", event.detailType());
        json.put("detail", event.detail());
        json.put("time", event.time().toString());
        event.resources().forEach(json.putArray("resources")::add);
        json.put("id", event.id());
        return AwsJson.MAPPER.writeValueAsBytes(json);
    }

    private static PublishedEvent read(byte[] value) {
        JsonNode json = AwsJson.MAPPER.readTree(value);
        JsonNode detailType = json.path("detailType");
        List<String> resources = new ArrayList<>();
        json.path("resources").forEach(resource -> resources.add(resource.asString()));
        return new PublishedEvent(
                json.path("bus").asString(),
                json.path("source").asString(),
                detailType.isString() ? detailType.stringValue() : null,
                json.path("detail").asString(),
                Instant.parse(json.path("time").asString()),
                resources,
                json.path("id").asString());
    }
}
