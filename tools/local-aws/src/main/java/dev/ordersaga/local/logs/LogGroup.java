package dev.ordersaga.local.logs;

import dev.ordersaga.local.http.Caller;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A log group with its streams and their events. Guarded by {@link LogGroups}. */
final class LogGroup {

    private final Caller owner;
    private final String name;
    private final long created;
    private final Map<String, Stream> streams = new TreeMap<>();
    private final NavigableMap<LogPosition, LogEvent> events = new TreeMap<>();
    private final Map<String, LogSource> sources = new TreeMap<>();
    private @Nullable Integer retentionDays;
    private long storedBytes;

    /** A stream: its events, and what is known of them when they are gone. */
    static final class Stream {

        private final String name;
        private final long created;
        private final NavigableMap<LogPosition, LogEvent> events = new TreeMap<>();
        private @Nullable Long firstEvent;
        private @Nullable Long lastEvent;
        private @Nullable Long lastIngestion;

        private Stream(String name, long created) {
            this.name = name;
            this.created = created;
        }

        String name() {
            return name;
        }

        long created() {
            return created;
        }

        Optional<Long> firstEvent() {
            return Optional.ofNullable(firstEvent);
        }

        Optional<Long> lastEvent() {
            return Optional.ofNullable(lastEvent);
        }

        Optional<Long> lastIngestion() {
            return Optional.ofNullable(lastIngestion);
        }

        private void add(LogEvent event) {
            events.put(event.position(), event);
            firstEvent = firstEvent == null ? event.timestamp() : Math.min(firstEvent, event.timestamp());
            lastEvent = lastEvent == null ? event.timestamp() : Math.max(lastEvent, event.timestamp());
            lastIngestion = event.ingestionTime();
        }
    }

    LogGroup(Caller owner, String name, long created) {
        this.owner = owner;
        this.name = name;
        this.created = created;
    }

    Caller owner() {
        return owner;
    }

    String name() {
        return name;
    }

    long created() {
        return created;
    }

    long storedBytes() {
        return storedBytes;
    }

    Optional<Integer> retentionDays() {
        return Optional.ofNullable(retentionDays);
    }

    void retain(@Nullable Integer days) {
        retentionDays = days;
    }

    void fedBy(String key, LogSource source) {
        sources.put(key, source);
    }

    List<LogSource> sources() {
        return List.copyOf(sources.values());
    }

    Optional<Stream> stream(String stream) {
        return Optional.ofNullable(streams.get(stream));
    }

    Stream ensureStream(String stream, long now) {
        return streams.computeIfAbsent(stream, absent -> new Stream(absent, now));
    }

    /** The streams by name, or with the one last written first. */
    List<Stream> streams(boolean byLastEvent) {
        List<Stream> list = new ArrayList<>(streams.values());
        if (byLastEvent) {
            list.sort(Comparator.comparing((Stream stream) -> stream.lastEvent().orElse(0L)));
        }
        return list;
    }

    void add(LogEvent event) {
        events.put(event.position(), event);
        ensureStream(event.stream(), event.ingestionTime()).add(event);
        storedBytes += event.size();
    }

    /** Forgets an event; false where it was forgotten before. */
    boolean remove(LogEvent event) {
        if (events.remove(event.position()) == null) {
            return false;
        }
        Stream stream = streams.get(event.stream());
        if (stream != null) {
            stream.events.remove(event.position());
        }
        storedBytes -= event.size();
        return true;
    }

    /** Forgets a stream with its events. */
    boolean removeStream(String stream) {
        Stream removed = streams.remove(stream);
        if (removed == null) {
            return false;
        }
        removed.events.values().forEach(event -> {
            events.remove(event.position());
            storedBytes -= event.size();
        });
        return true;
    }

    /** The events from a place on to before another, without those that are kept no longer. */
    NavigableMap<LogPosition, LogEvent> events(LogPosition from, LogPosition to, long now) {
        return between(events, from, to, now);
    }

    /** As the other, of one stream. */
    NavigableMap<LogPosition, LogEvent> events(Stream stream, LogPosition from, LogPosition to, long now) {
        return between(stream.events, from, to, now);
    }

    private NavigableMap<LogPosition, LogEvent> between(
            NavigableMap<LogPosition, LogEvent> all, LogPosition from, LogPosition to, long now) {
        LogPosition first = retentionDays == null
                ? from
                : from.orLater(
                        LogPosition.at(now - Duration.ofDays(retentionDays).toMillis()));
        return first.compareTo(to) < 0 ? all.subMap(first, true, to, false) : Collections.emptyNavigableMap();
    }
}
