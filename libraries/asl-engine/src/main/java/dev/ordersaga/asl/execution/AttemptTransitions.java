package dev.ordersaga.asl.execution;

import static dev.ordersaga.asl.execution.AttemptCause.ABORT;
import static dev.ordersaga.asl.execution.AttemptCause.HEARTBEAT;
import static dev.ordersaga.asl.execution.AttemptCause.HEARTBEAT_MISSED;
import static dev.ordersaga.asl.execution.AttemptCause.RUNNER_FAILED;
import static dev.ordersaga.asl.execution.AttemptCause.RUNNER_SUCCEEDED;
import static dev.ordersaga.asl.execution.AttemptCause.TIMEOUT;
import static dev.ordersaga.asl.execution.AttemptCause.TOKEN_FAILED;
import static dev.ordersaga.asl.execution.AttemptCause.TOKEN_SUCCEEDED;
import static dev.ordersaga.asl.execution.AttemptState.ABORTED;
import static dev.ordersaga.asl.execution.AttemptState.CALLED;
import static dev.ordersaga.asl.execution.AttemptState.FAILED;
import static dev.ordersaga.asl.execution.AttemptState.QUEUED;
import static dev.ordersaga.asl.execution.AttemptState.REQUESTED;
import static dev.ordersaga.asl.execution.AttemptState.SUBMITTED;
import static dev.ordersaga.asl.execution.AttemptState.SUCCEEDED;
import static dev.ordersaga.asl.execution.AttemptState.TIMED_OUT;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What an attempt at a task may do next: all of it. What the table does not name changes nothing, as an answer to an
 * attempt that has ended.
 */
final class AttemptTransitions {

    /** One row: in this state, this cause leads there. */
    record Transition(AttemptState from, AttemptCause cause, AttemptState to) {}

    private static final List<Transition> ROWS = new ArrayList<>();

    static {
        // the runner's answer is the result
        row(CALLED, RUNNER_SUCCEEDED, SUCCEEDED);
        row(CALLED, RUNNER_FAILED, FAILED);
        row(CALLED, TIMEOUT, TIMED_OUT);
        row(CALLED, HEARTBEAT_MISSED, TIMED_OUT);
        row(CALLED, ABORT, ABORTED);

        // the token may come back before the runner has answered
        row(REQUESTED, RUNNER_SUCCEEDED, SUBMITTED);
        row(REQUESTED, RUNNER_FAILED, FAILED);
        row(REQUESTED, TOKEN_SUCCEEDED, SUCCEEDED);
        row(REQUESTED, TOKEN_FAILED, FAILED);
        row(REQUESTED, HEARTBEAT, REQUESTED);
        row(REQUESTED, TIMEOUT, TIMED_OUT);
        row(REQUESTED, HEARTBEAT_MISSED, TIMED_OUT);
        row(REQUESTED, ABORT, ABORTED);

        // the runner has said all it has to say
        row(SUBMITTED, TOKEN_SUCCEEDED, SUCCEEDED);
        row(SUBMITTED, TOKEN_FAILED, FAILED);
        row(SUBMITTED, HEARTBEAT, SUBMITTED);
        row(SUBMITTED, TIMEOUT, TIMED_OUT);
        row(SUBMITTED, HEARTBEAT_MISSED, TIMED_OUT);
        row(SUBMITTED, ABORT, ABORTED);

        // a worker comes for the request of an activity, which the runner then says
        row(QUEUED, RUNNER_SUCCEEDED, SUBMITTED);
        row(QUEUED, RUNNER_FAILED, FAILED);
        row(QUEUED, TOKEN_SUCCEEDED, SUCCEEDED);
        row(QUEUED, TOKEN_FAILED, FAILED);
        row(QUEUED, HEARTBEAT, QUEUED);
        row(QUEUED, TIMEOUT, TIMED_OUT);
        row(QUEUED, HEARTBEAT_MISSED, TIMED_OUT);
        row(QUEUED, ABORT, ABORTED);
    }

    private static final Map<AttemptState, Map<AttemptCause, AttemptState>> NEXT = new EnumMap<>(AttemptState.class);

    static {
        for (Transition row : ROWS) {
            AttemptState before = NEXT.computeIfAbsent(row.from(), from -> new EnumMap<>(AttemptCause.class))
                    .put(row.cause(), row.to());
            if (before != null) {
                throw new IllegalStateException("two ways out of " + row.from() + " by " + row.cause());
            }
        }
    }

    private AttemptTransitions() {}

    private static void row(AttemptState from, AttemptCause cause, AttemptState to) {
        ROWS.add(new Transition(from, cause, to));
    }

    static List<Transition> rows() {
        return List.copyOf(ROWS);
    }

    /** Where the cause leads; null where it changes nothing. */
    static @Nullable AttemptState next(AttemptState from, AttemptCause cause) {
        Map<AttemptCause, AttemptState> ways = NEXT.get(from);
        return ways == null ? null : ways.get(cause);
    }
}
