package dev.ordersaga.view;

import dev.ordersaga.analysis.Outline;
import dev.ordersaga.asl.execution.ExecutionStatus;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What an execution did, as of an event of its history.
 *
 * @param outline of the definition; states and edges are told by its numbers
 * @param startedAt empty before the first event
 * @param endedAt empty while it runs
 * @param lastEvent the id of the last event that was read; 0 before the first
 * @param asOf when that event happened
 * @param error the name of the error that ended it
 * @param states all states, by number
 * @param taken how often each edge was taken, by number
 * @param visits in the order in which states were entered
 * @param undone what was undone by what, in the order in which it happened
 * @param leftOver the states whose effect stands although the saga went back; empty while it only goes forward
 * @param changes from the first event to this one
 */
public record ExecutionView(
        Outline outline,
        ExecutionStatus status,
        Optional<Instant> startedAt,
        Optional<Instant> endedAt,
        long lastEvent,
        Instant asOf,
        Optional<RecordedData> input,
        Optional<RecordedData> output,
        Optional<String> error,
        Optional<String> cause,
        List<StateView> states,
        List<Integer> taken,
        List<StateVisit> visits,
        List<Undoing> undone,
        List<LeftOver> leftOver,
        List<ViewChange> changes) {

    public ExecutionView {
        states = List.copyOf(states);
        taken = List.copyOf(taken);
        visits = List.copyOf(visits);
        undone = List.copyOf(undone);
        leftOver = List.copyOf(leftOver);
        changes = List.copyOf(changes);
    }

    /**
     * Reads a history, whole or its beginning.
     *
     * @param events in any order
     */
    public static ExecutionView of(Outline outline, List<RecordedEvent> events) {
        return HistoryReading.of(outline, events).view();
    }

    /**
     * Reads a history up to an event.
     *
     * @param events in any order
     * @param last the id of the last event that counts; those after it have not happened yet
     */
    public static ExecutionView asOf(Outline outline, List<RecordedEvent> events, long last) {
        return of(outline, events.stream().filter(event -> event.id() <= last).toList());
    }

    public StateView state(int number) {
        return states.get(number);
    }

    /** The visits to a state, in the order in which it was entered. */
    public List<StateVisit> visitsTo(int state) {
        return visits.stream().filter(visit -> visit.state() == state).toList();
    }

    /** All that a browser needs to draw it and to play it, without inputs and outputs: {@link ViewJson}. */
    public String toJson() {
        return ViewJson.write(this);
    }
}
