package dev.ordersaga.local.events;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** What has been published, oldest first; of very much, the last of it. Safe for use by many threads. */
public final class PublishedEvents {

    private static final int KEPT = 10_000;

    private final Deque<PublishedEvent> events = new ArrayDeque<>();

    /** Adds an event, and forgets the oldest where there are too many. */
    public synchronized void add(PublishedEvent event) {
        if (events.size() == KEPT) {
            events.removeFirst();
        }
        events.addLast(event);
    }

    public synchronized List<PublishedEvent> all() {
        return List.copyOf(events);
    }

    /** The events on one bus, by its name, or on one topic, by its ARN. */
    public List<PublishedEvent> on(String bus) {
        return all().stream().filter(event -> event.bus().equals(bus)).toList();
    }

    public synchronized void clear() {
        events.clear();
    }
}
