package dev.ordersaga.order.stepfunctions;

import dev.ordersaga.order.saga.SagaStep;
import dev.ordersaga.order.saga.SagaStep.Outcome;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.sfn.model.HistoryEvent;
import software.amazon.awssdk.services.sfn.model.TaskScheduledEventDetails;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads an execution's history as steps: one for each attempt of a Task state, one for each Wait, Succeed and Fail.
 *
 * <p>Events name their predecessor, and only the event that enters a state names the state; so whose event it is, is
 * found by going back. That stays right when branches interleave.
 */
final class ExecutionHistory {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final Pattern SERVICE = Pattern.compile("[a-z0-9]+-service(?![a-z0-9])");

    private final List<Step> steps = new ArrayList<>();
    private final Map<Long, Visit> visits = new HashMap<>();

    private ExecutionHistory() {}

    static List<SagaStep> stepsOf(List<HistoryEvent> events) {
        ExecutionHistory history = new ExecutionHistory();
        events.forEach(history::read);
        return history.steps.stream().map(Step::told).toList();
    }

    private void read(HistoryEvent event) {
        if (event.stateEnteredEventDetails() != null) {
            Visit visit = new Visit(event.stateEnteredEventDetails().name());
            visits.put(event.id(), visit);
            switch (event.type()) {
                case WAIT_STATE_ENTERED, SUCCEED_STATE_ENTERED, FAIL_STATE_ENTERED -> begin(visit, null, event);
                default -> {}
            }
            return;
        }
        Visit visit = visits.get(event.previousEventId());
        if (visit != null) {
            visits.put(event.id(), visit);
        }
        switch (event.type()) {
            case TASK_SCHEDULED -> begin(visit, serviceOf(event.taskScheduledEventDetails()), event);
            case LAMBDA_FUNCTION_SCHEDULED ->
                begin(
                        visit,
                        serviceIn(event.lambdaFunctionScheduledEventDetails().resource()),
                        event);
            case ACTIVITY_SCHEDULED ->
                begin(visit, event.activityScheduledEventDetails().resource(), event);
            case TASK_SUCCEEDED,
                    LAMBDA_FUNCTION_SUCCEEDED,
                    ACTIVITY_SUCCEEDED,
                    WAIT_STATE_EXITED,
                    SUCCEED_STATE_EXITED -> end(visit, Outcome.SUCCEEDED, null, event);
            case TASK_FAILED ->
                end(visit, Outcome.FAILED, event.taskFailedEventDetails().error(), event);
            case TASK_START_FAILED ->
                end(visit, Outcome.FAILED, event.taskStartFailedEventDetails().error(), event);
            case TASK_SUBMIT_FAILED ->
                end(visit, Outcome.FAILED, event.taskSubmitFailedEventDetails().error(), event);
            case LAMBDA_FUNCTION_FAILED ->
                end(
                        visit,
                        Outcome.FAILED,
                        event.lambdaFunctionFailedEventDetails().error(),
                        event);
            case ACTIVITY_FAILED ->
                end(visit, Outcome.FAILED, event.activityFailedEventDetails().error(), event);
            case TASK_TIMED_OUT ->
                end(visit, Outcome.TIMED_OUT, event.taskTimedOutEventDetails().error(), event);
            case LAMBDA_FUNCTION_TIMED_OUT ->
                end(
                        visit,
                        Outcome.TIMED_OUT,
                        event.lambdaFunctionTimedOutEventDetails().error(),
                        event);
            case ACTIVITY_TIMED_OUT ->
                end(
                        visit,
                        Outcome.TIMED_OUT,
                        event.activityTimedOutEventDetails().error(),
                        event);
            case EXECUTION_FAILED ->
                endAll(Outcome.FAILED, event.executionFailedEventDetails().error(), event);
            case EXECUTION_TIMED_OUT -> endAll(Outcome.TIMED_OUT, null, event);
            case EXECUTION_ABORTED -> endAll(Outcome.ABORTED, null, event);
            default -> {}
        }
    }

    private void begin(@Nullable Visit visit, @Nullable String service, HistoryEvent event) {
        if (visit == null) {
            return;
        }
        Step step = new Step(visit.state, service, ++visit.attempts, event.timestamp());
        visit.running = step;
        steps.add(step);
    }

    private static void end(@Nullable Visit visit, Outcome outcome, @Nullable String error, HistoryEvent event) {
        if (visit != null && visit.running != null) {
            visit.running.end(outcome, error, event.timestamp());
            visit.running = null;
        }
    }

    /** What still runs when the execution ends does not run any longer. */
    private void endAll(Outcome outcome, @Nullable String error, HistoryEvent event) {
        steps.stream()
                .filter(step -> step.outcome == Outcome.RUNNING)
                .forEach(step -> step.end(outcome, error, event.timestamp()));
    }

    /** The short name of the invoked function, {@code payment-service}; for other integrations their name. */
    private static @Nullable String serviceOf(TaskScheduledEventDetails task) {
        if (!"lambda".equals(task.resourceType())) {
            return task.resourceType();
        }
        try {
            return serviceIn(JSON.readTree(task.parameters() == null ? "{}" : task.parameters())
                    .path("FunctionName")
                    .asString("lambda"));
        } catch (JacksonException unreadable) {
            return task.resourceType();
        }
    }

    /** {@code payment-service} in {@code arn:aws:lambda:…:function:order-saga-payment-service:live}. */
    private static String serviceIn(String function) {
        Matcher service = SERVICE.matcher(function);
        return service.find() ? service.group() : function;
    }

    private static final class Visit {
        private final String state;
        private int attempts;
        private @Nullable Step running;

        private Visit(String state) {
            this.state = state;
        }
    }

    private static final class Step {
        private final String state;
        private final @Nullable String service;
        private final int attempt;
        private final Instant started;
        private @Nullable Instant ended;
        private Outcome outcome = Outcome.RUNNING;
        private @Nullable String error;

        private Step(String state, @Nullable String service, int attempt, Instant started) {
            this.state = state;
            this.service = service;
            this.attempt = attempt;
            this.started = started;
        }

        private void end(Outcome how, @Nullable String withError, Instant when) {
            outcome = how;
            error = withError;
            ended = when;
        }

        private SagaStep told() {
            return new SagaStep(state, service, attempt, started, ended, outcome, error);
        }
    }
}
