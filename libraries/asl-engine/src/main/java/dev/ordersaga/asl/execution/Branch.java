package dev.ordersaga.asl.execution;

import dev.ordersaga.asl.State;
import dev.ordersaga.asl.StateGraph;
import dev.ordersaga.asl.expression.Variables;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Where an execution stands in its top level, in a branch of a Parallel, or in an iteration of a Map. Plain data, which only the
 * interpreter changes.
 */
final class Branch {

    private static final long[] NO_RETRIERS = {};

    final StateGraph graph;

    /** What this is a branch or an iteration of; null for the top level. */
    final @Nullable Join join;

    /** Which branch or iteration of its join this is. */
    final int index;

    /** The element of a Map that this iterates over; null for any other branch. */
    final @Nullable Payload item;

    Variables variables;
    State state;
    Payload input;

    /** The event that the next one follows from. */
    long lastEvent;

    /** The event that the current state's entry followed from. */
    long entryPrevious;

    long enteredEvent;
    Instant enteredAt;

    /** Retries so far, for each retrier of the current state. */
    long[] retries = NO_RETRIERS;

    int retryCount;

    @Nullable
    Suspension waitsFor;

    /** What the current state forked last, whether or not it is still waited for; null for a state that has not forked. */
    @Nullable
    Join fork;

    /** The Map Run that the current state began last and that has not succeeded; null for none. */
    DistributedMaps.@Nullable Redrivable mapRun;

    Branch(
            StateGraph graph,
            @Nullable Join join,
            int index,
            @Nullable Payload item,
            Variables variables,
            Payload input,
            long lastEvent,
            Instant now) {
        this.graph = graph;
        this.join = join;
        this.index = index;
        this.item = item;
        this.variables = variables;
        this.state = graph.state(graph.startAt());
        this.input = input;
        this.lastEvent = lastEvent;
        this.enteredAt = now;
    }

    void enterState(Instant now) {
        enteredAt = now;
        entryPrevious = lastEvent;
        fork = null;
        mapRun = null;
        forgetRetries();
    }

    /** The state may be tried as often again as when it was entered. */
    void forgetRetries() {
        int retriers = state.retry().size();
        retries = retriers == 0 ? NO_RETRIERS : new long[retriers];
        retryCount = 0;
    }

    void moveTo(String next) {
        state = graph.state(next);
    }
}
