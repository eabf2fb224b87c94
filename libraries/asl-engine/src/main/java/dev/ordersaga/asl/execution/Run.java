package dev.ordersaga.asl.execution;

import dev.ordersaga.asl.Catcher;
import dev.ordersaga.asl.JitterStrategy;
import dev.ordersaga.asl.Retrier;
import dev.ordersaga.asl.State;
import dev.ordersaga.asl.StateMachine;
import dev.ordersaga.asl.expression.EvaluationFailure;
import dev.ordersaga.asl.expression.JsonText;
import dev.ordersaga.asl.expression.Randomness;
import dev.ordersaga.asl.expression.Scope;
import dev.ordersaga.asl.expression.Variables;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * One run: strands that move from state to state, one action at a time. What a state does is told by {@link Step}; here
 * is what follows from it.
 */
final class Run implements Execution {

    private final StateMachine machine;
    private final ExecutionRequest request;
    private final Mailbox mailbox;
    private final Timers timers;
    private final TaskRunner tasks;
    private final Jitter jitter;
    private final Ids ids;
    private final Instant startDate;
    private final History history = new History();
    private final ContextObject context;
    private final Strand root;
    private final Randomness randomness = new SeededRandomness();

    /** The tasks that wait for their token; who removes one has the right to end the task. */
    private final Map<String, Strand> tokens = new ConcurrentHashMap<>();

    private Timers.@Nullable Alarm timeLimit;

    Run(
            StateMachine machine,
            ExecutionRequest request,
            Payload input,
            Mailbox mailbox,
            Timers timers,
            TaskRunner tasks,
            Jitter jitter,
            Ids ids) {
        this.machine = machine;
        this.request = request;
        this.mailbox = mailbox;
        this.timers = timers;
        this.tasks = tasks;
        this.jitter = jitter;
        this.ids = ids;
        this.startDate = timers.now();
        this.context = new ContextObject(request, input.json(), startDate);
        this.root = new Strand(machine.graph(), null, 0, null, Variables.NONE, input, 0, startDate);
    }

    void begin() {
        ObjectNode details = withData("input", root.input);
        details.put("roleArn", request.roleArn());
        history.add(0, startDate, "ExecutionStarted", "executionStartedEventDetails", details);
        act(() -> {
            machine.timeoutSeconds()
                    .ifPresent(seconds ->
                            timeLimit = timers.at(startDate.plusSeconds(seconds), () -> act(this::timedOut)));
            enter(root);
        });
    }

    /** Runs an action in its turn; nothing moves after the end. */
    void act(Runnable action) {
        mailbox.put(() -> {
            if (history.ended().isPresent()) {
                return;
            }
            try {
                action.run();
            } catch (History.Full e) {
                fail(history.lastId(), EvaluationFailure.RUNTIME, e.getMessage());
            } catch (RuntimeException e) {
                fail(history.lastId(), EvaluationFailure.RUNTIME, "The interpreter failed: " + e);
            }
        });
    }

    // Moving from state to state

    /** Enters the state at which the strand stands, and goes on from there as far as it can. */
    void enter(Strand strand) {
        boolean goesOn = true;
        while (goesOn && history.ended().isEmpty()) {
            State state = strand.state();
            strand.enteredAt = timers.now();
            strand.entryPrevious = strand.lastEvent;
            strand.retries = new long[state.retry().size()];
            strand.retryCount = 0;
            strand.begun = false;
            ObjectNode details = withData("input", strand.input);
            details.put("name", strand.stateName);
            strand.lastEvent =
                    add(strand.lastEvent, state.type() + "StateEntered", "stateEnteredEventDetails", details);
            strand.enteredEvent = strand.lastEvent;
            goesOn = settle(strand, attempt(strand));
        }
    }

    private Outcome attempt(Strand strand) {
        try {
            return strand.state().accept(new Step(this, strand));
        } catch (EvaluationFailure e) {
            return failed(strand, e);
        }
    }

    /** Goes on with a strand that was suspended. */
    void resume(Strand strand, Outcome outcome) {
        if (settle(strand, outcome)) {
            enter(strand);
        }
    }

    /** Draws the conclusion; true if the strand now stands before its next state. */
    private boolean settle(Strand strand, Outcome outcome) {
        Outcome known = outcome instanceof Outcome.Failed failed ? afterFailure(strand, failed.failure()) : outcome;
        if (known instanceof Outcome.Done done) {
            return exit(strand, done);
        }
        if (known instanceof Outcome.Failed failed) {
            give(strand, failed.failure());
        } else if (known instanceof Outcome.Stopped stopped) {
            give(strand, Failure.of(stopped.error(), stopped.cause()));
        }
        return false;
    }

    private boolean exit(Strand strand, Outcome.Done done) {
        Payload output = strand.input.with(done.output());
        if (output.isTooLarge()) {
            give(strand, Failure.dataLimitExceeded(tooLarge(strand.stateName)));
            return false;
        }
        ObjectNode details = withData("output", output);
        details.put("name", strand.stateName);
        if (!done.assigned().isEmpty()) {
            ObjectNode assigned = details.putObject("assignedVariables");
            done.assigned().forEach((name, value) -> assigned.put(name, value.toString()));
            details.putObject("assignedVariablesDetails").put("truncated", false);
        }
        strand.lastEvent =
                add(strand.lastEvent, strand.state().type() + "StateExited", "stateExitedEventDetails", details);
        strand.variables = strand.variables.assign(done.assigned());
        strand.input = output;
        if (done.next().isPresent()) {
            strand.stateName = done.next().get();
            return true;
        }
        complete(strand, output);
        return false;
    }

    static String tooLarge(String what) {
        return "The state/task '" + what
                + "' returned a result with a size exceeding the maximum number of bytes service limit.";
    }

    // Errors

    /** Tells of an expression that failed, in an event of its own where the service has one. */
    Outcome failed(Strand strand, EvaluationFailure e) {
        String cause = "An error occurred while executing the state '" + strand.stateName
                + "' (entered at the event id #" + strand.enteredEvent + "). " + e.cause();
        if (e.error().equals(EvaluationFailure.QUERY_EVALUATION_ERROR)) {
            ObjectNode details = object();
            details.put("error", e.error());
            details.put("cause", cause);
            e.location().ifPresent(location -> details.put("location", location));
            details.put("state", strand.stateName);
            boolean justEntered = strand.lastEvent == strand.enteredEvent
                    && !strand.state().type().equals("Wait");
            strand.lastEvent = add(
                    justEntered ? strand.entryPrevious : strand.lastEvent,
                    "EvaluationFailed",
                    "evaluationFailedEventDetails",
                    details);
        }
        return new Outcome.Failed(Failure.of(e.error(), cause));
    }

    /** "When a state reports an error and there's a Retry, retriers are scanned in order", and then the catchers. */
    private Outcome afterFailure(Strand strand, Failure failure) {
        State state = strand.state();
        List<Retrier> retriers = state.retry();
        for (int i = 0; i < retriers.size(); i++) {
            Retrier retrier = retriers.get(i);
            if (retrier.matches(failure.matchedAs(), failure.terminal())) {
                if (strand.retries[i] < retrier.maxAttempts()) {
                    return retry(strand, retrier, strand.retries[i]++);
                }
                break;
            }
        }
        if (strand.begun) {
            strand.lastEvent = add(strand.lastEvent, state.type() + "StateFailed", null, null);
        }
        for (Catcher catcher : state.catchers()) {
            if (catcher.matches(failure.matchedAs(), failure.terminal())) {
                return caught(strand, catcher, failure);
            }
        }
        return new Outcome.Failed(failure);
    }

    private Outcome retry(Strand strand, Retrier retrier, long attempt) {
        double seconds = retrier.delaySeconds(attempt);
        if (retrier.jitterStrategy() == JitterStrategy.FULL) {
            seconds *= jitter.next();
        }
        strand.retryCount++;
        strand.wake();
        alarm(strand, timers.now().plus(Duration.ofMillis(Math.round(seconds * 1000))), () -> {
            strand.wake();
            strand.begun = false;
            resume(strand, attempt(strand));
        });
        return new Outcome.Suspended();
    }

    private Outcome caught(Strand strand, Catcher catcher, Failure failure) {
        ObjectNode errorOutput = object();
        errorOutput.put("Error", failure.error());
        errorOutput.put("Cause", failure.cause());
        try {
            Scope scope = scope(strand, null);
            Map<String, JsonNode> assigned = catcher.assign()
                    .evaluate(scope.withErrorOutput(errorOutput).withInput(catcher.assignInput(scope, errorOutput)));
            return new Outcome.Done(catcher.output(scope, errorOutput), assigned, Optional.of(catcher.next()));
        } catch (EvaluationFailure e) {
            return failed(strand, e);
        }
    }

    // The end of a strand

    private void complete(Strand strand, Payload output) {
        Strand parent = strand.parent;
        if (parent == null || parent.fork == null) {
            ObjectNode details = withData("output", output);
            end(
                    new History.End(ExecutionStatus.SUCCEEDED, timers.now(), output.text(), null, null),
                    strand.lastEvent,
                    "ExecutionSucceeded",
                    "executionSucceededEventDetails",
                    details);
            return;
        }
        Fork fork = parent.fork;
        parent.lastEvent = strand.lastEvent;
        if (fork.iterations) {
            long told = add(
                    strand.lastEvent,
                    "MapIterationSucceeded",
                    "mapIterationSucceededEventDetails",
                    iteration(parent, strand.index));
            if (fork.next == fork.size()) {
                parent.lastEvent = told;
            }
        }
        fork.done(strand, output.json());
        if (fork.isComplete()) {
            joined(parent, fork);
        } else if (fork.iterations) {
            act(() -> {
                if (parent.fork == fork) {
                    new Step(this, parent).startIteration(fork, strand.lastEvent);
                }
            });
        }
    }

    /** All branches are done: the state that forked them goes on. */
    void joined(Strand strand, Fork fork) {
        add(strand.lastEvent, strand.state().type() + "StateSucceeded", null, null);
        strand.fork = null;
        strand.begun = false;
        Outcome outcome;
        try {
            outcome = new Step(this, strand).done(fork.result());
        } catch (EvaluationFailure e) {
            outcome = failed(strand, e);
        }
        strand.wake();
        resume(strand, outcome);
    }

    /** A failure that the strand itself could not deal with: its parent's, or the execution's. */
    private void give(Strand strand, Failure failure) {
        Strand parent = strand.parent;
        if (parent == null || parent.fork == null) {
            fail(strand.lastEvent, failure.error(), failure.cause());
            return;
        }
        Fork fork = parent.fork;
        if (strand.state().type().equals("Task")) {
            add(strand.lastEvent, "TaskStateAborted", null, null);
        }
        if (fork.iterations) {
            add(
                    strand.lastEvent,
                    "MapIterationFailed",
                    "mapIterationFailedEventDetails",
                    iteration(parent, strand.index));
        }
        fork.running.remove(strand);
        parent.lastEvent = strand.lastEvent;
        fork.running.forEach(this::abort);
        parent.fork = null;
        parent.wake();
        resume(parent, new Outcome.Failed(failure));
    }

    /** "If any branch fails, the whole Parallel State is considered to have failed and all branches are stopped." */
    private void abort(Strand strand) {
        Fork fork = strand.fork;
        if (fork != null) {
            fork.running.forEach(this::abort);
            strand.fork = null;
        }
        if (strand.enteredEvent > 0) {
            add(strand.lastEvent, strand.state().type() + "StateAborted", null, null);
        }
        release(strand);
    }

    /** Forgets what the strand waited for. */
    void release(Strand strand) {
        Attempt attempt = strand.attempt;
        if (attempt != null && attempt.token() != null) {
            tokens.remove(attempt.token());
        }
        strand.wake();
    }

    private void fail(long previous, @Nullable String error, @Nullable String cause) {
        ObjectNode details = failureDetails(error, cause);
        end(
                new History.End(ExecutionStatus.FAILED, timers.now(), null, error, cause),
                previous,
                "ExecutionFailed",
                "executionFailedEventDetails",
                details);
    }

    private void timedOut() {
        end(
                new History.End(ExecutionStatus.TIMED_OUT, timers.now(), null, "States.Timeout", null),
                history.lastId(),
                "ExecutionTimedOut",
                "executionTimedOutEventDetails",
                failureDetails("States.Timeout", null));
    }

    private boolean end(History.End how, long previous, String type, String detailsName, ObjectNode details) {
        Optional<List<Runnable>> waiting = history.end(how, previous, type, detailsName, details);
        if (waiting.isEmpty()) {
            return false;
        }
        tokens.clear();
        mailbox.put(this::letGo);
        waiting.get().forEach(Runnable::run);
        return true;
    }

    /** Sets no alarm off any more, once the execution has ended. */
    private void letGo() {
        if (timeLimit != null) {
            timeLimit.cancel();
        }
        letGo(root);
    }

    private void letGo(Strand strand) {
        strand.wake();
        Fork fork = strand.fork;
        if (fork != null) {
            fork.running.forEach(this::letGo);
        }
    }

    // What a step needs

    long add(long previous, String type, @Nullable String detailsName, @Nullable ObjectNode details) {
        return history.add(previous, timers.now(), type, detailsName, details);
    }

    /** Suspends the strand until then, or until it is woken. */
    Timers.Alarm alarm(Strand strand, Instant when, Runnable action) {
        long epoch = strand.epoch;
        Timers.Alarm alarm = timers.at(
                when,
                () -> act(() -> {
                    if (strand.epoch == epoch) {
                        action.run();
                    }
                }));
        strand.alarms.add(alarm);
        return alarm;
    }

    Scope scope(Strand strand, @Nullable String token) {
        return Scope.of(strand.input.json(), context.in(strand, token), strand.variables, randomness);
    }

    Instant now() {
        return timers.now();
    }

    String newToken() {
        return ids.next();
    }

    String region() {
        String[] parts = request.executionArn().split(":", 5);
        return parts.length > 3 ? parts[3] : "";
    }

    void waitForToken(String token, Strand strand) {
        tokens.put(token, strand);
    }

    /** Whether the engine may end the task itself; false once somebody sent its token back. */
    boolean claim(Attempt attempt) {
        return attempt.token() == null || tokens.remove(attempt.token()) != null;
    }

    void runTask(TaskRequest task, TaskCallback callback) {
        try {
            tasks.run(task, callback);
        } catch (RuntimeException e) {
            callback.failed(EvaluationFailure.RUNTIME, "The task could not be started: " + e);
        }
    }

    String executionArn() {
        return request.executionArn();
    }

    static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    static ObjectNode withData(String field, Payload data) {
        ObjectNode details = object();
        details.put(field, data.text());
        details.putObject(field + "Details").put("truncated", false);
        return details;
    }

    static ObjectNode failureDetails(@Nullable String error, @Nullable String cause) {
        ObjectNode details = object();
        if (error != null) {
            details.put("error", error);
        }
        if (cause != null) {
            details.put("cause", cause);
        }
        return details;
    }

    static ObjectNode iteration(Strand map, int index) {
        ObjectNode details = object();
        details.put("name", map.stateName);
        details.put("index", index);
        return details;
    }

    // Execution

    @Override
    public ExecutionRequest request() {
        return request;
    }

    @Override
    public ExecutionStatus status() {
        return history.ended().map(History.End::status).orElse(ExecutionStatus.RUNNING);
    }

    @Override
    public Instant startDate() {
        return startDate;
    }

    @Override
    public Optional<Instant> stopDate() {
        return history.ended().map(History.End::stopDate);
    }

    @Override
    public Optional<String> output() {
        return history.ended().flatMap(end -> Optional.ofNullable(end.output()));
    }

    @Override
    public Optional<String> error() {
        return history.ended().flatMap(end -> Optional.ofNullable(end.error()));
    }

    @Override
    public Optional<String> cause() {
        return history.ended().flatMap(end -> Optional.ofNullable(end.cause()));
    }

    @Override
    public List<HistoryEvent> history() {
        return history.copy();
    }

    @Override
    public void stop(@Nullable String error, @Nullable String cause) {
        end(
                new History.End(ExecutionStatus.ABORTED, timers.now(), null, error, cause),
                history.lastId(),
                "ExecutionAborted",
                "executionAbortedEventDetails",
                failureDetails(error, cause));
    }

    @Override
    public boolean sendTaskSuccess(String taskToken, String output) {
        JsonNode result;
        try {
            result = JsonText.parse(output);
        } catch (JacksonException e) {
            throw new IllegalArgumentException("the output is not JSON: " + e.getOriginalMessage(), e);
        }
        return answer(taskToken, step -> step.succeeded(result));
    }

    @Override
    public boolean sendTaskFailure(String taskToken, @Nullable String error, @Nullable String cause) {
        return answer(taskToken, step -> step.failed(error, cause));
    }

    private boolean answer(String taskToken, java.util.function.Consumer<Step> how) {
        Strand strand = history.ended().isPresent() ? null : tokens.remove(taskToken);
        if (strand == null) {
            return false;
        }
        act(() -> {
            Attempt attempt = strand.attempt;
            if (attempt != null && taskToken.equals(attempt.token())) {
                how.accept(new Step(this, strand));
            }
        });
        return true;
    }

    @Override
    public boolean sendTaskHeartbeat(String taskToken) {
        Strand strand = tokens.get(taskToken);
        if (strand == null) {
            return false;
        }
        act(() -> {
            Attempt attempt = strand.attempt;
            if (attempt != null && taskToken.equals(attempt.token())) {
                new Step(this, strand).heartbeat(attempt);
            }
        });
        return true;
    }

    @Override
    public void whenEnded(Runnable action) {
        if (!history.onEnd(action)) {
            action.run();
        }
    }

    /** Randomness out of the two sources that the engine was given. */
    private final class SeededRandomness implements Randomness {

        @Override
        public double number() {
            return jitter.next();
        }

        @Override
        public String uuid() {
            UUID hash = UUID.nameUUIDFromBytes(ids.next().getBytes(StandardCharsets.UTF_8));
            long version4 = (hash.getMostSignificantBits() & ~0xF000L) | 0x4000L;
            return new UUID(version4, hash.getLeastSignificantBits()).toString();
        }
    }
}
