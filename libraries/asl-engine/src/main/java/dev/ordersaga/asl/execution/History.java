package dev.ordersaga.asl.execution;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * The source of truth about one execution: its events, and how it ended. Once it has ended nothing is added, so that
 * what comes late changes nothing. Its lock is a leaf: no foreign code runs under it.
 */
final class History {

    /** "Maximum execution history size: 25,000 events in a single state machine execution history." */
    static final int MOST_EVENTS = 25_000;

    private final List<HistoryEvent> events = new ArrayList<>();
    private final List<Runnable> onEnd = new ArrayList<>();
    private @Nullable End end;

    /** How an execution ended. */
    record End(
            ExecutionStatus status,
            Instant stopDate,
            @Nullable String output,
            @Nullable String error,
            @Nullable String cause) {}

    /** The one event too many has been asked for: the execution must fail. */
    static final class Full extends RuntimeException {

        private static final long serialVersionUID = 1L;

        Full() {
            super(
                    "The execution reached the maximum number of history events (" + MOST_EVENTS + ").",
                    null,
                    false,
                    false);
        }
    }

    /**
     * Adds an event, unless the execution has ended, and gives its id.
     *
     * @throws Full if only the last event, the one that ends the execution, has room
     */
    synchronized long add(
            long previous, Instant at, String type, @Nullable String detailsName, @Nullable ObjectNode details) {
        if (end != null) {
            return events.size();
        }
        if (events.size() >= MOST_EVENTS - 1) {
            throw new Full();
        }
        return append(previous, at, type, detailsName, details);
    }

    /** Adds the last event, and gives what is to be run after it; empty if the execution had ended before. */
    synchronized Optional<List<Runnable>> end(
            End how, long previous, String type, String detailsName, ObjectNode details) {
        if (end != null) {
            return Optional.empty();
        }
        append(previous, how.stopDate(), type, detailsName, details);
        end = how;
        return Optional.of(List.copyOf(onEnd));
    }

    private long append(
            long previous, Instant at, String type, @Nullable String detailsName, @Nullable ObjectNode details) {
        long id = events.size() + 1L;
        events.add(new HistoryEvent(id, previous, at, type, detailsName, details));
        return id;
    }

    synchronized Optional<End> ended() {
        return Optional.ofNullable(end);
    }

    synchronized List<HistoryEvent> copy() {
        return List.copyOf(events);
    }

    synchronized long lastId() {
        return events.size();
    }

    /** Keeps the action for the end; false if that is past. */
    synchronized boolean onEnd(Runnable action) {
        return end == null && onEnd.add(action);
    }
}
