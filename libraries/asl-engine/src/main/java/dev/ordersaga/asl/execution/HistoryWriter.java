package dev.ordersaga.asl.execution;

import dev.ordersaga.asl.State;
import dev.ordersaga.asl.expression.EvaluationFailure;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Writes the history: which event a step of the execution is, and which one it follows from. */
final class HistoryWriter {

    private final History history;
    private final String region;
    private Instant now = Instant.EPOCH;

    HistoryWriter(History history, String executionArn) {
        this.history = history;
        this.region = region(executionArn);
    }

    /** {@code us-east-1} of {@code arn:aws:states:us-east-1:...}. */
    private static String region(String executionArn) {
        int service = executionArn.indexOf(':', executionArn.indexOf(':') + 1);
        int region = executionArn.indexOf(':', service + 1);
        int end = executionArn.indexOf(':', region + 1);
        return service < 0 || region <= service || end < 0 ? "" : executionArn.substring(region + 1, end);
    }

    /** All events until the next call happen now. */
    void at(Instant instant) {
        now = instant;
    }

    void executionStarted(Payload input, @Nullable String roleArn) {
        add(0, "ExecutionStarted", new EventDetails.ExecutionStarted(input, roleArn));
    }

    /**
     * The execution goes on after its end.
     *
     * @return the event that all follows from which is done again
     */
    long executionRedriven(int count) {
        long end = history.lastId();
        history.reopen(now);
        return add(end, "ExecutionRedriven", new EventDetails.ExecutionRedriven(count));
    }

    // States

    /** The names of the events of one type of state. */
    private record Names(
            String entered, String exited, String started, String succeeded, String failed, String aborted) {

        private static final Map<String, Names> BY_TYPE = new HashMap<>();

        static {
            for (String type : new String[] {"Task", "Pass", "Choice", "Wait", "Succeed", "Fail", "Parallel", "Map"}) {
                BY_TYPE.put(
                        type,
                        new Names(
                                type + "StateEntered",
                                type + "StateExited",
                                type + "StateStarted",
                                type + "StateSucceeded",
                                type + "StateFailed",
                                type + "StateAborted"));
            }
        }

        static Names of(State state) {
            Names names = BY_TYPE.get(state.type());
            if (names == null) {
                throw new IllegalStateException("no events for " + state.type());
            }
            return names;
        }
    }

    void entered(Branch branch) {
        branch.lastEvent = add(
                branch.lastEvent,
                Names.of(branch.state).entered(),
                new EventDetails.StateEntered(branch.state.name(), branch.input));
        branch.enteredEvent = branch.lastEvent;
    }

    void exited(Branch branch, Payload output, Map<String, JsonNode> assigned) {
        branch.lastEvent = add(
                branch.lastEvent,
                Names.of(branch.state).exited(),
                new EventDetails.StateExited(branch.state.name(), output, assigned));
    }

    void parallelStarted(Branch branch) {
        branch.lastEvent = add(branch.lastEvent, Names.of(branch.state).started(), null);
    }

    void mapStarted(Branch branch, int length) {
        branch.lastEvent =
                add(branch.lastEvent, Names.of(branch.state).started(), new EventDetails.MapStateStarted(length));
    }

    void mapRunStarted(Branch branch, String mapRunArn) {
        branch.lastEvent = add(branch.lastEvent, "MapRunStarted", new EventDetails.MapRunStarted(mapRunArn));
    }

    void mapRunRedriven(Branch branch, String mapRunArn, int count) {
        branch.lastEvent = add(branch.lastEvent, "MapRunRedriven", new EventDetails.MapRunRedriven(mapRunArn, count));
    }

    void mapRunSucceeded(Branch branch) {
        branch.lastEvent = add(branch.lastEvent, "MapRunSucceeded", null);
    }

    void mapRunFailed(Branch branch, @Nullable String error, @Nullable String cause) {
        branch.lastEvent =
                add(branch.lastEvent, "MapRunFailed", new EventDetails.Ended("mapRunFailedEventDetails", error, cause));
    }

    void mapRunAborted(long previous) {
        add(previous, "MapRunAborted", null);
    }

    /** Parallel and Map: all branches are done. The state's exit follows from the last of them, not from this. */
    void joined(Branch branch) {
        add(branch.lastEvent, Names.of(branch.state).succeeded(), null);
    }

    /** Parallel and Map: one branch failed. */
    void failed(Branch branch) {
        branch.lastEvent = add(branch.lastEvent, Names.of(branch.state).failed(), null);
    }

    /** The state at which the branch stands is given up, because of what the previous event tells. */
    void aborted(Branch branch, long previous) {
        add(previous, Names.of(branch.state).aborted(), null);
    }

    void evaluationFailed(Branch branch, EvaluationFailure failure, String cause) {
        boolean justEntered =
                branch.lastEvent == branch.enteredEvent && !branch.state.type().equals("Wait");
        branch.lastEvent = add(
                justEntered ? branch.entryPrevious : branch.lastEvent,
                "EvaluationFailed",
                new EventDetails.EvaluationFailed(
                        branch.state.name(),
                        failure.error(),
                        cause,
                        failure.location().orElse(null)));
    }

    // Iterations

    long iterationStarted(Branch map, int index, long previous) {
        return iteration("Started", map, index, previous);
    }

    long iterationSucceeded(Branch map, int index, long previous) {
        return iteration("Succeeded", map, index, previous);
    }

    void iterationFailed(Branch map, int index, long previous) {
        iteration("Failed", map, index, previous);
    }

    void iterationAborted(Branch map, int index, long previous) {
        iteration("Aborted", map, index, previous);
    }

    private long iteration(String what, Branch map, int index, long previous) {
        return add(
                previous,
                "MapIteration" + what,
                new EventDetails.Iteration("mapIteration" + what + "EventDetails", map.state.name(), index));
    }

    // Tasks

    void scheduled(TaskAttempt attempt, Payload arguments, @Nullable String roleArn) {
        ResourceKind kind = attempt.kind;
        Branch branch = attempt.branch;
        ResourceKind.EventNames names = kind.events();
        branch.lastEvent = add(
                branch.lastEvent,
                names.scheduled(),
                new EventDetails.TaskScheduled(
                        names.scheduledDetails(),
                        kind,
                        region,
                        arguments,
                        attempt.request.timeout(),
                        attempt.heartbeat,
                        roleArn));
        if (kind instanceof ResourceKind.Activity) {
            return; // it starts when a worker takes it
        }
        branch.lastEvent = add(
                branch.lastEvent,
                names.started(),
                kind.tellsStart() ? new EventDetails.OfTask(names.startedDetails(), kind, null, null, null) : null);
    }

    /** A worker has taken the task of an activity. */
    void activityStarted(TaskAttempt attempt, @Nullable String workerName) {
        Branch branch = attempt.branch;
        branch.lastEvent = add(branch.lastEvent, "ActivityStarted", new EventDetails.ActivityStarted(workerName));
    }

    /** There is no such activity. */
    void activityScheduleFailed(TaskAttempt attempt, @Nullable String error, @Nullable String cause) {
        Branch branch = attempt.branch;
        branch.lastEvent = add(
                branch.lastEvent,
                "ActivityScheduleFailed",
                new EventDetails.Ended("activityScheduleFailedEventDetails", error, cause));
    }

    void submitted(TaskAttempt attempt, Payload answer) {
        ResourceKind.EventNames names = attempt.kind.events();
        told(attempt, names.submitted(), names.submittedDetails(), answer, null, null);
    }

    void succeeded(TaskAttempt attempt, Payload output) {
        ResourceKind.EventNames names = attempt.kind.events();
        told(attempt, names.succeeded(), names.succeededDetails(), output, null, null);
    }

    void failed(TaskAttempt attempt, @Nullable String error, @Nullable String cause) {
        ResourceKind.EventNames names = attempt.kind.events();
        told(attempt, names.failed(), names.failedDetails(), null, error, cause);
    }

    void timedOut(TaskAttempt attempt, String error) {
        ResourceKind.EventNames names = attempt.kind.events();
        told(attempt, names.timedOut(), names.timedOutDetails(), null, error, null);
    }

    private void told(
            TaskAttempt attempt,
            String type,
            String detailsName,
            @Nullable Payload output,
            @Nullable String error,
            @Nullable String cause) {
        Branch branch = attempt.branch;
        branch.lastEvent =
                add(branch.lastEvent, type, new EventDetails.OfTask(detailsName, attempt.kind, output, error, cause));
    }

    // The end

    void executionSucceeded(Payload output, long previous) {
        history.end(
                new History.End(ExecutionStatus.SUCCEEDED, now, output, null, null),
                new Event(previous, now, "ExecutionSucceeded", new EventDetails.ExecutionSucceeded(output)));
    }

    void executionFailed(@Nullable String error, @Nullable String cause, long previous) {
        end(ExecutionStatus.FAILED, error, cause, previous, "ExecutionFailed", "executionFailedEventDetails");
    }

    void executionTimedOut(String error, long previous) {
        end(ExecutionStatus.TIMED_OUT, error, null, previous, "ExecutionTimedOut", "executionTimedOutEventDetails");
    }

    void executionAborted(@Nullable String error, @Nullable String cause, long previous) {
        end(ExecutionStatus.ABORTED, error, cause, previous, "ExecutionAborted", "executionAbortedEventDetails");
    }

    private void end(
            ExecutionStatus status,
            @Nullable String error,
            @Nullable String cause,
            long previous,
            String type,
            String detailsName) {
        history.end(
                new History.End(status, now, null, error, cause),
                new Event(previous, now, type, new EventDetails.Ended(detailsName, error, cause)));
    }

    /** Whether it has ended without success and there is room for more. */
    boolean mayGoOn() {
        return history.mayReopen();
    }

    boolean ended() {
        return history.hasEnded();
    }

    long lastId() {
        return history.lastId();
    }

    private long add(long previous, String type, @Nullable EventDetails details) {
        return history.add(new Event(previous, now, type, details));
    }
}
