package dev.ordersaga.saga.matrix;

import static java.util.Objects.requireNonNull;

import dev.ordersaga.asl.execution.Execution;
import dev.ordersaga.asl.execution.ExecutionStatus;
import dev.ordersaga.asl.execution.TaskRequest;
import dev.ordersaga.asl.execution.Timers;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** One execution of a run, and what the outside knows of it. */
final class RunningSaga {

    private final Kind kind;
    private final String name;
    private final Timers timers;
    private final Map<String, Integer> visits = new HashMap<>();
    private @Nullable Execution execution;
    private @Nullable TaskRequest latest;
    private Instant patientUntil = Instant.MIN;
    private @Nullable TaskRequest waiting;
    private int deliveries;

    /** Which of the definitions it runs. */
    enum Kind {
        ORDER,
        REFUND
    }

    RunningSaga(Kind kind, String name, Timers timers) {
        this.kind = kind;
        this.name = name;
        this.timers = timers;
    }

    Kind kind() {
        return kind;
    }

    String name() {
        return name;
    }

    void runs(Execution execution) {
        this.execution = execution;
    }

    Execution execution() {
        return requireNonNull(execution);
    }

    /** It has asked for a task: whatever it waited for before, it waits no more. */
    void asked(TaskRequest task) {
        waiting = null;
        latest = task;
        patientUntil = task.timeout() == null ? Instant.MAX : timers.now().plus(task.timeout());
        if (task.attempt() == 0) {
            visits.merge(task.stateName(), 1, Integer::sum);
        }
    }

    int visits(String state) {
        return visits.getOrDefault(state, 0);
    }

    void delivered() {
        deliveries++;
    }

    int deliveries() {
        return deliveries;
    }

    /** A request that waits for its token has reached somebody who will answer. */
    void waitsFor(TaskRequest task) {
        // A request that was given up, and tried again, is answered by nobody.
        if (task.equals(latest)) {
            waiting = task;
        }
    }

    boolean isWaiting() {
        return waiting != null
                && timers.now().isBefore(patientUntil)
                && execution().status() == ExecutionStatus.RUNNING;
    }

    boolean hasEnded() {
        return execution().status() != ExecutionStatus.RUNNING;
    }

    String waitingState() {
        return requireNonNull(waiting).stateName();
    }

    /** What it asked for when it began to wait. */
    JsonNode waitingPayload() {
        return requireNonNull(waiting).input().path("Payload");
    }

    /** Sends a token back. @return false if nothing waits for it any more */
    boolean answer(String token, String output) {
        TaskRequest before = waiting;
        if (!execution().sendTaskSuccess(token, output)) {
            return false;
        }
        if (Objects.equals(waiting, before)) {
            waiting = null;
        }
        return true;
    }

    /** Sends the token back that it waits for. */
    void answer(String output) {
        String token = requireNonNull(requireNonNull(waiting).taskToken());
        if (!answer(token, output)) {
            throw new IllegalStateException(name + " does not wait for " + token);
        }
    }

    /** Nobody will answer. */
    void isLeftAlone() {
        waiting = null;
    }
}
