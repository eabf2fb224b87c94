package dev.ordersaga.local.logs;

import dev.ordersaga.local.http.AwsError;
import dev.ordersaga.local.http.AwsJson;
import dev.ordersaga.local.http.Caller;
import dev.ordersaga.local.journal.EntryKind;
import dev.ordersaga.local.journal.LocalJournal;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The log groups there are. Groups and their retention outlive the process where the journal keeps them; events are in memory, and
 * bounded: of very much, those that came last are kept. Safe for use by many threads.
 */
public final class LogGroups {

    /** What all events may take together, in bytes. */
    private static final long MAX_BYTES = 64L * 1024 * 1024;

    /** "The maximum size of a log event is 1 MB." What is longer is cut into several. */
    private static final int MAX_MESSAGE_LENGTH = 1024 * 1024;

    private static final Set<Integer> RETENTIONS = Set.of(
            1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653);

    private final Clock clock;
    private final long maxBytes;
    private final LocalJournal journal;

    // Guarded by this:
    private final Map<String, LogGroup> groups = new TreeMap<>();
    private final Deque<Arrived> arrived = new ArrayDeque<>();
    private long bytes;
    private long sequence;

    private record Arrived(LogGroup group, LogEvent event) {}

    /** Keeps no group over a restart. */
    public LogGroups(Clock clock) {
        this(clock, MAX_BYTES);
    }

    /** Begins with the groups that the journal has, and writes down what becomes of them. */
    public LogGroups(Clock clock, LocalJournal journal) {
        this(clock, MAX_BYTES, journal);
    }

    /**
     * As the other, with another bound.
     *
     * @param maxBytes what all events may take together
     */
    LogGroups(Clock clock, long maxBytes) {
        this(clock, maxBytes, LocalJournal.NONE);
    }

    private LogGroups(Clock clock, long maxBytes, LocalJournal journal) {
        this.clock = clock;
        this.maxBytes = maxBytes;
        this.journal = journal;
        journal.recovered(EntryKind.LOG_GROUP)
                .forEach((key, values) -> groups.put(key, read(AwsJson.MAPPER.readTree(values.get(0)))));
    }

    /** Makes sure that there is a group. */
    public synchronized void ensure(Caller owner, String group) {
        ensured(owner, group);
    }

    /**
     * Makes sure that there is a group, as a template describes it.
     *
     * @param retentionDays how long its events are kept; null for ever
     */
    public synchronized void ensure(Caller owner, String group, @Nullable Integer retentionDays) {
        ensured(owner, group);
        retain(owner, group, retentionDays);
    }

    /**
     * Makes sure that there is a group, and that whatever a source has is in it whenever it is read.
     *
     * @param key tells the group's sources apart; a source takes the place of the one with its key
     * @param source asked before each reading; it puts into the group what is new
     */
    public synchronized void fedBy(Caller owner, String group, String key, LogSource source) {
        ensured(owner, group).fedBy(key, source);
    }

    /** Whether there is such a group. */
    public synchronized boolean has(Caller owner, String group) {
        return groups.containsKey(key(owner, group));
    }

    /**
     * Adds an event, and forgets the oldest where there are too many. A group or stream that is not there is made.
     *
     * @param timestamp when it happened, in milliseconds since the epoch
     */
    public synchronized void put(Caller owner, String group, String stream, long timestamp, String message) {
        LogGroup into = ensured(owner, group);
        for (int from = 0; from == 0 || from < message.length(); from += MAX_MESSAGE_LENGTH) {
            String part = message.substring(from, Math.min(message.length(), from + MAX_MESSAGE_LENGTH));
            sequence++;
            LogEvent event = new LogEvent(stream, sequence, timestamp, clock.millis(), part);
            into.add(event);
            arrived.addLast(new Arrived(into, event));
            bytes += event.size();
        }
        while (bytes > maxBytes) {
            forgetOldest();
        }
    }

    /** CreateLogGroup. */
    synchronized void create(Caller owner, String group) {
        if (groups.containsKey(key(owner, group))) {
            throw new AwsError("ResourceAlreadyExistsException", "The specified log group already exists");
        }
        ensured(owner, group);
    }

    synchronized void delete(Caller owner, String group) {
        LogGroup gone = groups.remove(key(owner, group));
        if (gone == null) {
            throw noGroup();
        }
        journal.remove(EntryKind.LOG_GROUP, key(owner, group));
        // Its events lie in the queue until their turn comes; they are counted until then.
    }

    /** PutRetentionPolicy and, without a number of days, DeleteRetentionPolicy. */
    void retain(Caller owner, String group, @Nullable Integer days) {
        if (days != null && !RETENTIONS.contains(days)) {
            throw new AwsError(
                    "InvalidParameterException",
                    "1 validation error detected: Value '" + days
                            + "' at 'retentionInDays' failed to satisfy constraint: Member must satisfy enum value set");
        }
        var unused = with(owner, group, found -> {
            found.retain(days);
            keep(found);
            return found;
        });
    }

    synchronized List<LogGroup> of(Caller owner) {
        List<LogGroup> list = new ArrayList<>();
        groups.values().stream().filter(group -> group.owner().equals(owner)).forEach(list::add);
        return list;
    }

    /** Reads or changes a group under the lock, when its sources have been drained. */
    <T> T with(Caller owner, String group, Function<LogGroup, T> read) {
        find(owner, group).orElseThrow(LogGroups::noGroup).sources().forEach(LogSource::drain);
        synchronized (this) {
            LogGroup found = groups.get(key(owner, group));
            if (found == null) {
                throw noGroup();
            }
            return read.apply(found);
        }
    }

    long now() {
        return clock.millis();
    }

    static AwsError noGroup() {
        return new AwsError("ResourceNotFoundException", "The specified log group does not exist.");
    }

    private synchronized Optional<LogGroup> find(Caller owner, String group) {
        return Optional.ofNullable(groups.get(key(owner, group)));
    }

    private LogGroup ensured(Caller owner, String group) {
        return groups.computeIfAbsent(key(owner, group), absent -> {
            LogGroup fresh = new LogGroup(owner, group, clock.millis());
            keep(fresh);
            return fresh;
        });
    }

    private void keep(LogGroup group) {
        if (!journal.isDurable()) {
            return;
        }
        ObjectNode json = AwsJson.MAPPER.createObjectNode();
        json.put("account", group.owner().account());
        json.put("region", group.owner().region());
        json.put("name", group.name());
        json.put("created", group.created());
        group.retentionDays().ifPresent(days -> json.put("retentionDays", days));
        journal.set(EntryKind.LOG_GROUP, key(group.owner(), group.name()), AwsJson.MAPPER.writeValueAsBytes(json));
    }

    private static LogGroup read(JsonNode json) {
        LogGroup group = new LogGroup(
                new Caller(json.path("account").asString(), json.path("region").asString()),
                json.path("name").asString(),
                json.path("created").asLong());
        if (json.has("retentionDays")) {
            group.retain(json.path("retentionDays").asInt());
        }
        return group;
    }

    private void forgetOldest() {
        @Nullable Arrived oldest = arrived.pollFirst();
        if (oldest == null) {
            bytes = 0;
            return;
        }
        oldest.group().remove(oldest.event());
        bytes -= oldest.event().size();
    }

    private static String key(Caller owner, String group) {
        return owner.account() + " " + owner.region() + " " + group;
    }
}
