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

    /** Those that are not packed. */
    private List<Event> events = new ArrayList<>();

    private final List<PackedHistory> packed = new ArrayList<>(1);
    private int packedEvents;
    private int packedBytes;
    private @Nullable String packedOutput;
    private @Nullable End end;
    private Redrives redrives = Redrives.NONE;
    private int shown;
    private @Nullable End shownEnd;

    /** The event that is the end that is shown. */
    private int shownEndId;

    private @Nullable List<Runnable> onEnd;

    /** How an execution ended. */
    record End(
            ExecutionStatus status,
            Instant stopDate,
            @Nullable Payload output,
            @Nullable String error,
            @Nullable String cause) {}

    /** How often an execution went on after its end, and when it did so last. */
    record Redrives(int count, @Nullable Instant last) {

        static final Redrives NONE = new Redrives(0, null);
    }

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
            if (size() >= MAX_EVENTS - 1) {
                throw new Full();
            }
            events.add(event);
        }
        return size();
    }

    /** Adds the last event, unless there is one. */
    synchronized void end(End how, Event event) {
        if (end == null) {
            events.add(event);
            end = how;
        }
    }

    /** Takes the end back, so that more can be added. */
    synchronized void reopen(Instant when) {
        end = null;
        redrives = new Redrives(redrives.count() + 1, when);
    }

    /** Whether it has ended without success, with room for the event that says that it goes on, and for the next. */
    synchronized boolean mayReopen() {
        return end != null && end.status() != ExecutionStatus.SUCCEEDED && size() < MAX_EVENTS - 1;
    }

    synchronized Redrives redrives() {
        return redrives;
    }

    synchronized boolean hasEnded() {
        return end != null;
    }

    synchronized boolean hasSucceeded() {
        return end != null && end.status() == ExecutionStatus.SUCCEEDED;
    }

    private int size() {
        return packedEvents + events.size();
    }

    synchronized long lastId() {
        return size();
    }

    /** Where the history stands now, to be shown later. */
    synchronized int mark() {
        return size();
    }

    /**
     * Shows the events up to a mark, and the end if it lies there.
     *
     * @return what waited for the end, where that has just been shown
     */
    synchronized List<Runnable> show(int mark) {
        shown = Math.max(shown, mark);
        if (shownEnd != null && shown > shownEndId) {
            shownEnd = null; // what follows an end is a redrive
        }
        if (end == null || shownEnd != null || shown < size()) {
            return List.of();
        }
        shownEnd = end;
        shownEndId = shown;
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
        if (packedEvents == 0) {
            return live(events, 0, shown);
        }
        List<HistoryEvent> told = new ArrayList<>(shown);
        for (PackedHistory part : packed) {
            told.addAll(part.unpack(told.size() + 1L));
        }
        if (shown > packedEvents) {
            told.addAll(live(events, packedEvents, shown - packedEvents));
        }
        return told;
    }

    private List<HistoryEvent> live(List<Event> all, int before, int size) {
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
                return event.told(before + index + 1L);
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
        End known = end;
        if (shownEnd == null || known == null) {
            return 0;
        }
        if (!events.isEmpty()) {
            PackedHistory part = PackedHistory.of(events);
            packed.add(part);
            packedEvents += events.size();
            packedBytes += part.size();
            events = new ArrayList<>(0);
            Payload output = known.output();
            packedOutput = output == null ? null : output.text();
            end = new End(known.status(), known.stopDate(), null, known.error(), known.cause());
            shownEnd = end;
        }
        return packedBytes;
    }
}
