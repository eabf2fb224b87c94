package dev.ordersaga.asl.execution;

import dev.ordersaga.asl.State;
import dev.ordersaga.asl.StateGraph;
import dev.ordersaga.asl.expression.Variables;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Where one line of an execution stands: the machine's own, a branch's or an iteration's. Plain data, that the run
 * alone touches, one action at a time.
 */
final class Strand {

    final StateGraph graph;
    final @Nullable Strand parent;

    /** Which branch or iteration of its parent this is. */
    final int index;

    /** The element of a Map that this iterates over; null for any other strand. */
    final @Nullable Payload item;

    Variables variables;
    String stateName;
    Payload input;

    /** The event that the next one follows from. */
    long lastEvent;

    /** The event that the current state's entry followed from. */
    long entryPrevious;

    long enteredEvent;
    Instant enteredAt;

    /** Retries so far, for each retrier of the current state. */
    long[] retries = {};

    int retryCount;

    /** Counts the suspensions: an alarm or answer for an earlier one is late. */
    long epoch;

    /** Whether the current Map or Parallel has begun, so that its failure is an event of its own. */
    boolean begun;

    @Nullable
    Attempt attempt;

    /** Whether the runner has taken the current attempt at a task that waits for its token. */
    boolean submitted;

    /** Goes off when the current attempt gives no sign of life in time. */
    Timers.@Nullable Alarm heartbeatAlarm;

    /** Counts the signs of life: an alarm that an earlier one set is late. */
    long heartbeats;

    @Nullable
    Fork fork;

    /** What the current Map iterates over. */
    @Nullable
    JsonNode items;

    final List<Timers.Alarm> alarms = new ArrayList<>();

    Strand(
            StateGraph graph,
            @Nullable Strand parent,
            int index,
            @Nullable Payload item,
            Variables variables,
            Payload input,
            long lastEvent,
            Instant now) {
        this.graph = graph;
        this.parent = parent;
        this.index = index;
        this.item = item;
        this.variables = variables;
        this.stateName = graph.startAt();
        this.input = input;
        this.lastEvent = lastEvent;
        this.enteredAt = now;
    }

    State state() {
        return graph.state(stateName);
    }

    /** Makes whatever the strand waited for come too late. */
    void wake() {
        epoch++;
        alarms.forEach(Timers.Alarm::cancel);
        alarms.clear();
        attempt = null;
        submitted = false;
        heartbeatAlarm = null;
    }
}
