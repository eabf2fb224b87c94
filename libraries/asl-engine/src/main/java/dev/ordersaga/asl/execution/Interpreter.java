package dev.ordersaga.asl.execution;

import dev.ordersaga.asl.StateMachine;
import dev.ordersaga.asl.expression.EvaluationFailure;
import dev.ordersaga.asl.expression.Scope;
import dev.ordersaga.asl.expression.Variables;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Moves an execution: takes one cause after the other, moves the branches that it concerns from state to state as far as
 * they go, writes the history, and says what is to be done outside. Time, ids and randomness come in with a cause, so that the same moves give the
 * same execution. {@link StateBehavior} does what a state does; the interpreter decides what follows from it.
 */
final class Interpreter {

    private final StateMachine machine;
    private final Payload input;
    private final String executionArn;
    private final DistributedMaps maps;
    private final HistoryWriter history;
    private final OpenTaskTokens tokens;
    private final Alarms alarms = new Alarms();
    private final TaskAttempts attempts;
    private final ErrorHandling errors = new ErrorHandling(this);
    private final Causes causes = new Causes(this);
    private final Scopes scopes = new Scopes();
    private final Deque<Runnable> agenda = new ArrayDeque<>();

    private @Nullable Branch root;
    private Instant now = Instant.EPOCH;
    private @Nullable Draws draws;
    private List<Command> commands = List.of();
    private boolean stopsBeforeNextState;

    Interpreter(
            StateMachine machine,
            Payload input,
            History history,
            ExecutionRequest request,
            OpenTaskTokens tokens,
            Surroundings surroundings) {
        this.machine = machine;
        this.input = input;
        this.executionArn = request.executionArn();
        this.maps = new DistributedMaps(this, request);
        this.history = new HistoryWriter(history, request.executionArn());
        this.tokens = tokens;
        this.attempts = new TaskAttempts(this, tokens, surroundings);
    }

    /** Whether a cause that has just come in moves anything, or comes too late; see {@link Causes#accepts}. */
    boolean accepts(Cause cause) {
        return cause instanceof Cause.Redriven
                ? history.mayGoOn() && root != null
                : !history.ended() && causes.accepts(cause, tokens);
    }

    /**
     * Makes one move.
     *
     * @return what is to be done outside, in order
     */
    List<Command> move(Instant at, Cause cause, Draws drawing) {
        now = at;
        draws = drawing;
        commands = new ArrayList<>(4);
        history.at(at);
        try {
            cause.accept(causes);
            while (!history.ended() && !agenda.isEmpty()) {
                agenda.remove().run();
            }
        } catch (History.Full e) {
            fail(history.lastId(), EvaluationFailure.RUNTIME, e.getMessage());
        } catch (Throwable e) { // whatever it is, the execution must not stay RUNNING
            fail(history.lastId(), EvaluationFailure.RUNTIME, "The interpreter failed: " + e);
        } finally {
            agenda.clear();
        }
        return commands;
    }

    // The beginning

    void start(ExecutionRequest request) {
        scopes.begin(request, input.json(), now);
        history.executionStarted(input, request.roleArn());
        setExecutionTimeout();
        Branch begun = new Branch(machine.graph(), null, 0, null, Variables.NONE, input, 0, now);
        root = begun;
        enter(begun);
    }

    private void setExecutionTimeout() {
        machine.timeoutSeconds()
                .ifPresent(seconds -> setAlarm(now.plusSeconds(seconds), new Alarms.Purpose.ExecutionTimeLimit()));
    }

    // From state to state

    /** Enters the state at which the branch stands, and goes on from there as far as it can. */
    void enter(Branch branch) {
        boolean goesOn = true;
        while (goesOn && !history.ended()) {
            if (stopsBeforeNextState) {
                stop(null, null);
                return;
            }
            branch.enterState(now);
            if (new StateBehavior(this, branch).isNeverEntered()) {
                return;
            }
            history.entered(branch);
            goesOn = settle(branch, attempt(branch));
        }
    }

    /** Does what the state does, for the first time or again. */
    Outcome attempt(Branch branch) {
        try {
            return branch.state.accept(new StateBehavior(this, branch));
        } catch (EvaluationFailure e) {
            return errors.evaluationFailed(branch, e, false);
        }
    }

    /** Goes on with a branch that was suspended. */
    void resume(Branch branch, Outcome outcome) {
        if (settle(branch, outcome)) {
            enter(branch);
        }
    }

    /** Acts on the outcome; true if the branch now stands before its next state. */
    private boolean settle(Branch branch, Outcome outcome) {
        Outcome known = outcome instanceof Outcome.Failed failed ? errors.handle(branch, failed) : outcome;
        if (known instanceof Outcome.Done done) {
            return exit(branch, done);
        }
        if (known instanceof Outcome.Failed failed) {
            fail(branch, failed.failure());
        } else if (known instanceof Outcome.Stopped stopped) {
            fail(branch, Failure.of(stopped.error(), stopped.cause()));
        }
        return false;
    }

    private boolean exit(Branch branch, Outcome.Done done) {
        Payload output = branch.input.with(done.output());
        if (output.isTooLarge()) {
            fail(branch, Failure.resultTooLarge(branch.state.name()));
            return false;
        }
        history.exited(branch, output, done.assigned());
        branch.variables = branch.variables.assign(done.assigned());
        branch.input = output;
        if (done.next().isPresent()) {
            branch.moveTo(done.next().get());
            return true;
        }
        complete(branch, output);
        return false;
    }

    // The end of a branch

    private void complete(Branch branch, Payload output) {
        Join join = branch.join;
        if (join == null) {
            history.executionSucceeded(output, branch.lastEvent);
            letGo();
            root = null;
            return;
        }
        join.branch.lastEvent = join.succeeded(branch, history);
        join.keep(branch, output.json());
        if (join.isComplete()) {
            joined(join);
        } else {
            join.goOn(branch, this);
        }
    }

    /** All branches are done: the state that forked them goes on. */
    void joined(Join join) {
        Branch branch = join.branch;
        history.joined(branch);
        branch.waitsFor = null;
        resume(branch, done(branch, join.result()));
    }

    /** The work of the branch's state is done, with this result; null for a Wait, which has none. */
    Outcome done(Branch branch, @Nullable JsonNode result) {
        try {
            return new StateBehavior(this, branch).done(result);
        } catch (EvaluationFailure e) {
            return errors.evaluationFailed(branch, e, false);
        }
    }

    /** A failure that the branch itself could not deal with: its parent's, or the execution's. */
    private void fail(Branch branch, Failure failure) {
        Join join = branch.join;
        if (join == null) {
            fail(branch.lastEvent, failure.error(), failure.cause());
            return;
        }
        join.failed(branch, history);
        if (branch.state.type().equals("Task")) {
            history.aborted(branch, branch.lastEvent);
        }
        join.fails(branch);
        join.branch.lastEvent = branch.lastEvent;
        giveUp(join, branch.lastEvent);
        resume(join.branch, new Outcome.Failed(failure, true));
    }

    /** The input of the next iteration could not be made. */
    void itemFailed(MapJoin join, EvaluationFailure failure) {
        giveUp(join, join.branch.lastEvent);
        resume(join.branch, errors.evaluationFailed(join.branch, failure, true));
    }

    /** "If any branch fails, the whole Parallel State is considered to have failed and all branches are stopped." */
    private void giveUp(Join join, long previous) {
        for (Branch branch : join.running) {
            join.aborted(branch, history, previous);
            abort(branch, previous);
        }
        join.branch.waitsFor = null;
    }

    private void abort(Branch branch, long previous) {
        if (branch.waitsFor instanceof Join inner) {
            giveUp(inner, previous);
        } else if (branch.waitsFor instanceof MapRunUnderWay) {
            history.mapRunAborted(previous);
        }
        if (branch.enteredEvent > 0) {
            history.aborted(branch, previous);
        }
        release(branch);
    }

    /** Forgets what the branch waited for, and tells a task's runner that nobody waits for it any more. */
    void release(Branch branch) {
        Suspension suspension = branch.waitsFor;
        branch.waitsFor = null;
        if (suspension instanceof Suspension.UntilAlarm wait) {
            cancelAlarm(wait.alarm());
        } else if (suspension instanceof TaskAttempt attempt) {
            attempts.abort(attempt);
        } else if (suspension instanceof MapRunUnderWay run) {
            maps.abort(run);
        } else if (suspension instanceof Join join) {
            join.running.forEach(this::release);
        }
    }

    // The end of the execution

    private void fail(long previous, @Nullable String error, @Nullable String cause) {
        history.executionFailed(error, cause, previous);
        letGo();
    }

    /** An execution that runs longer than it may. As on AWS, no state is said to be aborted, and the event follows from none. */
    void timedOut() {
        history.executionTimedOut("States.Timeout", 0);
        letGo();
    }

    /** As {@link #timedOut}, by request. */
    void stop(@Nullable String error, @Nullable String cause) {
        history.executionAborted(error, cause, 0);
        letGo();
    }

    /** "On the next state transition, the state machine's executions are terminated." */
    void stopBeforeNextState() {
        stopsBeforeNextState = true;
    }

    /** Goes on where the execution failed, timed out or was aborted; see {@link Redrive}. */
    void redrive() {
        Branch standing = root;
        if (standing == null) {
            throw new IllegalStateException("nothing is left to redrive");
        }
        stopsBeforeNextState = false;
        long redriven = history.executionRedriven(scopes.redriven(now));
        setExecutionTimeout();
        new Redrive(this, redriven).redrive(standing);
    }

    /** What is kept for a redrive, in bytes, about. */
    long weight() {
        Branch standing = root;
        return standing == null ? 0 : Redrive.weight(standing);
    }

    /** Waits for nothing any more, once the execution has ended. */
    private void letGo() {
        Branch ended = root;
        if (ended != null) {
            release(ended);
        }
        alarms.forEach((number, when) -> commands.add(new Command.CancelAlarm(number)));
        alarms.clear();
        tokens.clear();
    }

    // What the classes of this package need of each other

    /** Does this after what has been begun, within the same move. */
    void next(Runnable step) {
        agenda.add(step);
    }

    void emit(Command command) {
        commands.add(command);
    }

    long setAlarm(Instant when, Alarms.Purpose purpose) {
        long number = alarms.set(when, purpose);
        commands.add(new Command.SetAlarm(number, when));
        return number;
    }

    void cancelAlarm(long number) {
        if (alarms.cancel(number)) {
            commands.add(new Command.CancelAlarm(number));
        }
    }

    /** Suspends the branch until then. */
    Outcome waitUntil(Branch branch, Instant when, Alarms.Purpose purpose) {
        branch.waitsFor = new Suspension.UntilAlarm(setAlarm(when, purpose));
        return Outcome.SUSPENDED;
    }

    Instant now() {
        return now;
    }

    String executionArn() {
        return executionArn;
    }

    Draws draws() {
        Draws drawing = draws;
        if (drawing == null) {
            throw new IllegalStateException("nothing is drawn outside a move");
        }
        return drawing;
    }

    HistoryWriter history() {
        return history;
    }

    Alarms alarms() {
        return alarms;
    }

    TaskAttempts attempts() {
        return attempts;
    }

    DistributedMaps maps() {
        return maps;
    }

    ErrorHandling errors() {
        return errors;
    }

    Scope scope(Branch branch) {
        return scope(branch, (String) null);
    }

    Scope scope(Branch branch, @Nullable String token) {
        return scopes.of(branch, token, ContextObject.Item.of(branch), draws(), now);
    }

    Scope scope(Branch branch, ContextObject.Item item) {
        return scope(branch, item, draws());
    }

    /** A scope outside of any move: what it draws comes from elsewhere. */
    Scope scope(Branch branch, ContextObject.Item item, Draws drawing) {
        return scopes.of(branch, null, item, drawing, now);
    }
}
