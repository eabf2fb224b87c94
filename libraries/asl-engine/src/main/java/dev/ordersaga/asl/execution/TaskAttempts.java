package dev.ordersaga.asl.execution;

import dev.ordersaga.asl.QueryLanguage;
import dev.ordersaga.asl.State;
import dev.ordersaga.asl.TaskResource;
import dev.ordersaga.asl.expression.EvaluationFailure;
import dev.ordersaga.asl.expression.Scope;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** The attempts at tasks that are under way: how one begins, and what follows from each way in which it can end. */
final class TaskAttempts {

    private static final String TIMEOUT = "States.Timeout";

    private final Interpreter interpreter;
    private final OpenTaskTokens tokens;
    private final TaskAttempt.AttemptListener listener;
    private final ArgumentCheck check;
    private final Map<Long, TaskAttempt> open = new HashMap<>(4);
    private long begun;

    TaskAttempts(Interpreter interpreter, OpenTaskTokens tokens, Surroundings surroundings) {
        this.interpreter = interpreter;
        this.tokens = tokens;
        this.listener = surroundings.listener();
        this.check = surroundings.arguments();
    }

    @Nullable
    TaskAttempt find(long number) {
        return open.get(number);
    }

    /** Counts what is handed out; a Map Run counts with the attempts at tasks. */
    long number() {
        return ++begun;
    }

    void forEach(Consumer<TaskAttempt> action) {
        open.values().forEach(action);
    }

    /** Begins an attempt at the task at which the branch stands. */
    Outcome begin(Branch branch, State.Task state) {
        ResourceKind kind = ResourceKind.of(state.resource());
        boolean byToken = state.waitsForToken() || kind instanceof ResourceKind.Activity;
        String token = byToken ? interpreter.draws().id() : null;
        Scope scope = interpreter.scope(branch, token);
        Scope effective = scope.withInput(state.flow().effectiveInput(scope));
        Duration timeout = FieldValues.duration(state.timeoutSeconds(), effective);
        Duration heartbeat = FieldValues.duration(state.heartbeatSeconds(), effective);
        Payload arguments = new Payload(state.flow().arguments(effective));
        String roleArn = roleArn(state, effective);
        if (arguments.isTooLarge()) {
            return new Outcome.Failed(Failure.inputTooLarge(kind.label()), false);
        }
        check(state, arguments);
        long number = number();
        TaskRequest request = new TaskRequest(
                interpreter.executionArn(),
                state.name(),
                state.resource().text(),
                arguments.json(),
                branch.retryCount,
                token,
                timeout,
                number);
        TaskAttempt attempt = new TaskAttempt(number, branch, kind, request, heartbeat, listener);
        open.put(attempt.number, attempt);
        branch.waitsFor = attempt;
        interpreter.history().scheduled(attempt, arguments, roleArn);
        if (token != null) {
            tokens.add(token, attempt.number);
        }
        awaitTimeout(attempt);
        awaitHeartbeat(attempt);
        interpreter.emit(new Command.HandOut(attempt));
        return Outcome.SUSPENDED;
    }

    /** "could not be used to start the Task": nothing is scheduled, and nothing catches it. What is wrong with an activity is said alone. */
    private void check(State.Task state, Payload arguments) {
        List<String> problems =
                interpreter.draws().problems(begun + 1, () -> check.problems(state.resource(), arguments.json()));
        if (!problems.isEmpty()) {
            if (state.resource() instanceof TaskResource.Activity) {
                throw EvaluationFailure.runtime(String.join(" ", problems));
            }
            String field = state.flow().language() == QueryLanguage.JSON_PATH ? "Parameters" : "Arguments";
            throw EvaluationFailure.runtime("The " + field + " '" + arguments.json()
                    + "' could not be used to start the Task: [" + String.join(", ", problems) + "]");
        }
    }

    private static @Nullable String roleArn(State.Task state, Scope effective) {
        Optional<JsonNode> credentials = state.credentials().map(template -> template.fill(effective, "Credentials"));
        JsonNode role = credentials.map(value -> value.get("RoleArn")).orElse(null);
        return role == null ? null : role.asString();
    }

    private void awaitTimeout(TaskAttempt attempt) {
        Duration timeout = attempt.request.timeout();
        if (timeout != null) {
            attempt.timeoutAlarm = interpreter.setAlarm(
                    interpreter.now().plus(timeout), new Alarms.Purpose.AttemptOver(attempt, AttemptCause.TIMEOUT));
        }
    }

    private void awaitHeartbeat(TaskAttempt attempt) {
        Duration heartbeat = attempt.heartbeat;
        if (heartbeat != null) {
            attempt.heartbeatAlarm = interpreter.setAlarm(
                    interpreter.now().plus(heartbeat),
                    new Alarms.Purpose.AttemptOver(attempt, AttemptCause.HEARTBEAT_MISSED));
        }
    }

    // How it goes on and ends

    /** A heartbeat has arrived: the next one is due a whole interval from now. */
    void heartbeat(TaskAttempt attempt) {
        if (attempt.move(AttemptCause.HEARTBEAT) != null) {
            interpreter.cancelAlarm(attempt.heartbeatAlarm);
            awaitHeartbeat(attempt);
        }
    }

    /** The runner's answer: the result, or only that a request with a token was taken. */
    void runnerSucceeded(TaskAttempt attempt, JsonNode result) {
        if (attempt.token() == null) {
            succeeded(attempt, AttemptCause.RUNNER_SUCCEEDED, result);
        } else if (attempt.move(AttemptCause.RUNNER_SUCCEEDED) != null) {
            if (attempt.kind instanceof ResourceKind.Activity) {
                taken(attempt, result);
            } else {
                interpreter.history().submitted(attempt, new Payload(result));
            }
        }
    }

    /** "For Activities, the count begins when GetActivityTask receives a token": until then it bounds the wait for a worker. */
    private void taken(TaskAttempt attempt, JsonNode workerName) {
        attempt.takenAt = interpreter.now();
        interpreter.history().activityStarted(attempt, workerName.isString() ? workerName.stringValue() : null);
        interpreter.cancelAlarm(attempt.timeoutAlarm);
        interpreter.cancelAlarm(attempt.heartbeatAlarm);
        awaitTimeout(attempt);
        awaitHeartbeat(attempt);
    }

    void succeeded(TaskAttempt attempt, AttemptCause how, JsonNode result) {
        Payload output = new Payload(result);
        if (output.isTooLarge()) {
            Failure tooLarge = Failure.resultTooLarge(attempt.kind.label());
            AttemptCause failed =
                    how == AttemptCause.TOKEN_SUCCEEDED ? AttemptCause.TOKEN_FAILED : AttemptCause.RUNNER_FAILED;
            failed(attempt, failed, tooLarge.error(), tooLarge.cause());
        } else if (attempt.move(how) != null) {
            interpreter.history().succeeded(attempt, output);
            close(attempt);
            interpreter.resume(attempt.branch, interpreter.done(attempt.branch, result));
        }
    }

    void failed(TaskAttempt attempt, AttemptCause how, @Nullable String error, @Nullable String cause) {
        if (attempt.move(how) != null) {
            if (attempt.kind instanceof ResourceKind.Activity && how == AttemptCause.RUNNER_FAILED) {
                interpreter.history().activityScheduleFailed(attempt, error, cause);
            } else {
                interpreter.history().failed(attempt, error, cause);
            }
            close(attempt);
            interpreter.resume(attempt.branch, new Outcome.Failed(Failure.of(error, cause), false));
        }
    }

    void timedOut(TaskAttempt attempt, AttemptCause how) {
        if (attempt.move(how) != null) {
            interpreter.history().timedOut(attempt, TIMEOUT);
            close(attempt);
            String matchedAs = how == AttemptCause.TIMEOUT ? TIMEOUT : "States.HeartbeatTimeout";
            interpreter.resume(attempt.branch, new Outcome.Failed(new Failure(TIMEOUT, null, matchedAs, false), false));
        }
    }

    /** The branch or the execution has ended otherwise. */
    void abort(TaskAttempt attempt) {
        if (attempt.move(AttemptCause.ABORT) != null) {
            close(attempt);
            interpreter.emit(new Command.Abort(attempt));
        }
    }

    private void close(TaskAttempt attempt) {
        open.remove(attempt.number);
        attempt.branch.waitsFor = null;
        interpreter.cancelAlarm(attempt.timeoutAlarm);
        interpreter.cancelAlarm(attempt.heartbeatAlarm);
        String token = attempt.token();
        if (token != null) {
            tokens.claim(token);
        }
    }
}
