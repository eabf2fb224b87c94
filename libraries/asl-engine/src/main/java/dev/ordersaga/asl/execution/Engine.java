package dev.ordersaga.asl.execution;

import dev.ordersaga.asl.StateMachine;
import dev.ordersaga.asl.expression.JsonText;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Executor;
import tools.jackson.core.JacksonException;

/** Runs state machines. What it needs from the world comes in here; it makes no thread and reads no clock of its own. */
public final class Engine {

    private final Surroundings surroundings;

    /**
     * An engine whose executions are gone when the process is.
     *
     * @param executor runs the short moves an execution consists of, one at a time for each execution; {@code
     *     Runnable::run} will do
     */
    public Engine(Executor executor, Timers timers, TaskRunner tasks, Jitter jitter, Ids ids) {
        this(executor, timers, tasks, jitter, ids, Journal.NONE);
    }

    /** As the other, with a journal from which an execution can be resumed. */
    public Engine(Executor executor, Timers timers, TaskRunner tasks, Jitter jitter, Ids ids, Journal journal) {
        this(executor, timers, tasks, MapRunner.NONE, jitter, ids, journal);
    }

    /** As the other, with somebody to run distributed Maps. */
    public Engine(
            Executor executor,
            Timers timers,
            TaskRunner tasks,
            MapRunner maps,
            Jitter jitter,
            Ids ids,
            Journal journal) {
        this(new Surroundings(
                executor,
                timers,
                tasks,
                maps,
                jitter,
                ids,
                journal,
                TaskAttempt.AttemptListener.NONE,
                ArgumentCheck.NONE));
    }

    Engine(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    /** This engine, but that a task whose arguments do not pass the check fails the execution with {@code States.Runtime}. */
    public Engine checking(ArgumentCheck arguments) {
        return new Engine(surroundings.checking(arguments));
    }

    /**
     * Starts an execution and returns without waiting for it.
     *
     * @throws IllegalArgumentException if the request's input is not JSON
     */
    public Execution start(StateMachine machine, ExecutionRequest request) {
        RunningExecution execution =
                execution(machine, request, surroundings.timers().now());
        execution.begin();
        return execution;
    }

    /**
     * Brings an execution back by playing the moves that a {@link Journal} was given, and goes on where they end: alarms
     * are set again, and tasks that had been handed out and not answered are handed out once more.
     *
     * @param moves all moves of one execution, in order; the first has {@link Cause.Started} as its cause
     * @throws IllegalArgumentException if the first move is another
     */
    public Execution resume(StateMachine machine, List<Move> moves) {
        return resume(machine, moves, Instant.MAX);
    }

    /**
     * As the other, where the process ended without notice.
     *
     * @param doubtful from when on a worker's answer may have been lost with the process: an activity's task that was taken
     *     since then and has not been answered is offered once more, with the same token
     */
    public Execution resume(StateMachine machine, List<Move> moves, Instant doubtful) {
        if (moves.isEmpty() || !(moves.get(0).cause() instanceof Cause.Started started)) {
            throw new IllegalArgumentException("the first move of an execution is its start");
        }
        RunningExecution execution =
                execution(machine, started.request(), moves.get(0).at());
        execution.replay(moves);
        execution.goOn(doubtful);
        return execution;
    }

    private RunningExecution execution(StateMachine machine, ExecutionRequest request, Instant startDate) {
        try {
            Payload input = new Payload(JsonText.parse(request.input()), request.input());
            return new RunningExecution(machine, request, input, surroundings, startDate);
        } catch (JacksonException e) {
            throw new IllegalArgumentException("the input is not JSON: " + e.getOriginalMessage(), e);
        }
    }
}
