package dev.ordersaga.asl.execution;

import dev.ordersaga.asl.StateMachine;
import dev.ordersaga.asl.expression.JsonText;
import java.util.concurrent.Executor;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** Runs state machines. What it needs from the world comes in here; it makes no thread and reads no clock of its own. */
public final class Engine {

    private final Executor executor;
    private final Timers timers;
    private final TaskRunner tasks;
    private final Jitter jitter;
    private final Ids ids;

    /**
     * @param executor runs the short tasks an execution consists of, one at a time for each execution; {@code
     *     Runnable::run} will do
     */
    public Engine(Executor executor, Timers timers, TaskRunner tasks, Jitter jitter, Ids ids) {
        this.executor = executor;
        this.timers = timers;
        this.tasks = tasks;
        this.jitter = jitter;
        this.ids = ids;
    }

    /**
     * Starts a run and returns without waiting for it.
     *
     * @throws IllegalArgumentException if the request's input is not JSON
     */
    public Execution start(StateMachine machine, ExecutionRequest request) {
        JsonNode input;
        try {
            input = JsonText.parse(request.input());
        } catch (JacksonException e) {
            throw new IllegalArgumentException("the input is not JSON: " + e.getOriginalMessage(), e);
        }
        Run run = new Run(
                machine,
                request,
                new Payload(input, request.input()),
                new Mailbox(executor),
                timers,
                tasks,
                jitter,
                ids);
        run.begin();
        return run;
    }
}
