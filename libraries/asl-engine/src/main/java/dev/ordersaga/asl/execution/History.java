package dev.ordersaga.asl.execution;

import java.time.Instant;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The source of truth about one execution: its events, and how it ended. The interpreter writes; everybody else sees what
 * has been shown, which is what has been written down for good. Once the execution has ended nothing is added, so that
 * what comes late changes nothing. Its lock is a leaf: no foreign code runs under it.
 */
final class History {

    /** "Maximum execution history size: 25,000 events in a single state machine execution history." */
    static final int MAX_EVENTS = 25_000;

    private List<Event> events = new ArrayList<>();
    private @Nullable PackedHistory packed;
    private @Nullable String packedOutput;
    private @Nullable End end;
    private int shown;
    private @Nullable End shownEnd;
    private @Nullable List<Runnable> onEnd;

    /** How an execution ended. */
    record End(
            ExecutionStatus status,
            Instant stopDate,
            @Nullable Payload output,
            @Nullable String error,
            @Nullable String cause) {}

    /** The one event too many has been asked for: the execution must fail. */
    static final class Full extends RuntimeException {

        private static final long serialVersionUID = 1L;

        Full() {
            super(
                    "The execution reached the maximum number of history events (" + MAX_EVENTS + ").",
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
    synchronized long add(Event event) {
        if (end == null) {
            if (events.size() >= MAX_EVENTS - 1) {
                throw new Full();
            }
            events.add(event);
        }
        return events.size();
    }

    /** Adds the last event, unless there is one. */
    synchronized void end(End how, Event event) {
        if (end == null) {
            events.add(event);
            end = how;
        }
    }

    synchronized boolean hasEnded() {
        return end != null;
    }

    synchronized long lastId() {
        return events.size();
    }

    /** Where the history stands now, to be shown later. */
    synchronized int mark() {
        return events.size();
    }

    /**
     * Shows the events up to a mark, and the end if it lies there.
     *
     * @return what waited for the end, where that has just been shown
     */
    synchronized List<Runnable> show(int mark) {
        shown = Math.max(shown, mark);
        if (end == null || shownEnd != null || shown < events.size()) {
            return List.of();
        }
        shownEnd = end;
        List<Runnable> waiting = onEnd == null ? List.of() : onEnd;
        onEnd = null;
        return waiting;
    }

    synchronized Optional<End> ended() {
        return Optional.ofNullable(shownEnd);
    }

    /** The output as JSON text, once there is one. */
    synchronized Optional<String> output() {
        if (packedOutput != null) {
            return Optional.of(packedOutput);
        }
        Payload output = shownEnd == null ? null : shownEnd.output();
        return Optional.ofNullable(output).map(Payload::text);
    }

    /** Keeps the action for the end; false if that is past. */
    synchronized boolean onEnd(Runnable action) {
        if (shownEnd != null) {
            return false;
        }
        onEnd = onEnd == null ? new ArrayList<>(2) : onEnd;
        return onEnd.add(action);
    }

    /** The events shown so far, each written out when it is read. */
    synchronized List<HistoryEvent> told() {
        if (packed != null) {
            return packed.unpack();
        }
        List<Event> all = events;
        int size = shown;
        return new AbstractList<>() {

            @Override
            public HistoryEvent get(int index) {
                Event event;
                synchronized (History.this) {
                    if (index >= size) {
                        throw new IndexOutOfBoundsException(index);
                    }
                    event = all.get(index);
                }
                return event.told(index + 1L);
            }

            @Override
            public int size() {
                return size;
            }
        };
    }

    /**
     * Keeps the events of an execution that has ended as bytes.
     *
     * @return how many bytes, about; 0 for one that has not ended
     */
    synchronized int pack() {
        if (shownEnd == null) {
            return 0;
        }
        PackedHistory bytes = packed;
        if (bytes == null) {
            bytes = PackedHistory.of(events);
            packed = bytes;
            events = List.of();
            Payload output = shownEnd.output();
            packedOutput = output == null ? null : output.text();
            end = new End(shownEnd.status(), shownEnd.stopDate(), null, shownEnd.error(), shownEnd.cause());
            shownEnd = end;
        }
        return bytes.size();
    }
}
