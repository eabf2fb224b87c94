package dev.ordersaga.asl.execution;

import dev.ordersaga.asl.StateMachine;
import dev.ordersaga.asl.expression.EvaluationFailure;
import dev.ordersaga.asl.expression.JsonText;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * An execution at work: brings causes to its interpreter, one at a time, and carries out the commands of a move once the move is
 * written down.
 */
final class RunningExecution implements Execution, Command.Performer {

    private final ExecutionRequest request;
    private final Surroundings surroundings;
    private final Mailbox mailbox;
    private final History history = new History();
    private final OpenTaskTokens tokens = new OpenTaskTokens();
    private final Map<Long, Timers.Alarm> alarms = new ConcurrentHashMap<>(4);
    private final Instant startDate;

    /** Null once the execution has succeeded, so that nothing is kept of it but its history; any other end may be redriven. */
    private volatile @Nullable Interpreter interpreter;

    RunningExecution(
            StateMachine machine,
            ExecutionRequest request,
            Payload input,
            Surroundings surroundings,
            Instant startDate) {
        this.request = request;
        this.surroundings = surroundings;
        this.startDate = startDate;
        this.mailbox = new Mailbox(surroundings.executor());
        this.interpreter = new Interpreter(machine, input, history, request, tokens, surroundings);
    }

    void begin() {
        mailbox.put(() -> move(startDate, new Cause.Started(request)));
    }

    /** Plays moves that were made before, without carrying out their commands. */
    void replay(List<Move> moves) {
        Interpreter replaying = interpreter;
        for (Move move : moves) {
            if (replaying != null && (move.cause() instanceof Cause.Redriven || !history.hasEnded())) {
                replaying.move(move.at(), move.cause(), new Draws.Again(move));
            }
        }
        history.show(history.mark());
        if (history.hasSucceeded()) {
            interpreter = null;
        }
    }

    /**
     * Goes on after a replay: waits for what is still to come, and hands out again the tasks that have not been answered. One whose
     * request was taken has been, and waits for its token.
     *
     * @param doubtful from when on a worker may not have been told what it took
     */
    void goOn(Instant doubtful) {
        mailbox.put(() -> {
            Interpreter going = interpreter;
            if (going != null) {
                going.alarms().forEach(this::setAlarm);
                going.attempts().forEach(attempt -> {
                    if (attempt.state() != AttemptState.SUBMITTED || attempt.takenSince(doubtful)) {
                        handOut(attempt);
                    }
                });
                going.maps().forEach(this::run);
            }
        });
    }

    // Causes

    private void put(Cause cause) {
        mailbox.put(() -> move(surroundings.timers().now(), cause));
    }

    /** Makes a move; a cause that comes after the end, or too late, is ignored. */
    private void move(Instant at, Cause cause) {
        move(at, cause, () -> {});
    }

    /**
     * As the other.
     *
     * @param shown runs once the move can be seen from outside
     * @return false where the cause is ignored
     */
    private boolean move(Instant at, Cause cause, Runnable shown) {
        Interpreter moving = interpreter;
        if (moving == null || !moving.accepts(cause)) {
            return false;
        }
        Draws.Fresh draws = new Draws.Fresh(surroundings.ids(), surroundings.jitter());
        List<Command> commands = moving.move(at, cause, draws);
        int mark = history.mark();
        if (history.hasSucceeded()) {
            interpreter = null;
        }
        surroundings.journal().write(request.executionArn(), draws.move(at, cause), () -> {
            List<Runnable> waiting = history.show(mark);
            for (Command command : commands) {
                command.on(this);
            }
            waiting.forEach(Runnable::run);
            shown.run();
        });
        return true;
    }

    // Commands

    @Override
    public void setAlarm(long number, Instant when) {
        alarms.put(number, surroundings.timers().at(when, () -> {
            alarms.remove(number);
            put(new Cause.AlarmFired(number));
        }));
    }

    @Override
    public void cancelAlarm(long number) {
        Timers.Alarm alarm = alarms.remove(number);
        if (alarm != null) {
            alarm.cancel();
        }
    }

    @Override
    public void handOut(TaskAttempt attempt) {
        HandedOutTask task = new HandedOutTask(attempt.number, this::put);
        attempt.handedOut = task;
        try {
            surroundings.tasks().run(attempt.request, task);
        } catch (RuntimeException | Error e) {
            task.failed(EvaluationFailure.RUNTIME, "The task could not be started: " + e);
        }
    }

    @Override
    public void abort(TaskAttempt attempt) {
        HandedOutTask task = attempt.handedOut;
        if (task != null) {
            task.abort();
        }
    }

    @Override
    public void run(MapRunUnderWay run) {
        HandedOutTask task = new HandedOutTask(run.number, this::put);
        run.handedOut = task;
        try {
            surroundings.maps().run(run.request(new Draws.Fresh(surroundings.ids(), surroundings.jitter())), task);
        } catch (RuntimeException | Error e) {
            task.failed(EvaluationFailure.RUNTIME, "The Map Run could not be started: " + e);
        }
    }

    @Override
    public void abort(MapRunUnderWay run) {
        HandedOutTask task = run.handedOut;
        if (task != null) {
            task.abort();
        }
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
        return history.output();
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
        return history.told();
    }

    @Override
    public void stop(@Nullable String error, @Nullable String cause) {
        put(new Cause.StopRequested(error, cause));
    }

    @Override
    public CompletionStage<Boolean> redrive() {
        CompletableFuture<Boolean> answer = new CompletableFuture<>();
        mailbox.put(() -> {
            Instant now = surroundings.timers().now();
            if (!move(now, new Cause.Redriven(), () -> answer.complete(true))) {
                answer.complete(false);
            }
        });
        return answer;
    }

    @Override
    public int redriveCount() {
        return history.redrives().count();
    }

    @Override
    public Optional<Instant> redriveDate() {
        return Optional.ofNullable(history.redrives().last());
    }

    @Override
    public void stopAtNextTransition() {
        put(new Cause.StateMachineDeleted());
    }

    @Override
    public boolean sendTaskSuccess(String taskToken, String output) {
        JsonNode result;
        try {
            result = JsonText.parse(output);
        } catch (JacksonException e) {
            throw new IllegalArgumentException("the output is not JSON: " + e.getOriginalMessage(), e);
        }
        return answer(taskToken, attempt -> new Cause.TokenSucceeded(attempt, result));
    }

    @Override
    public boolean sendTaskFailure(String taskToken, @Nullable String error, @Nullable String cause) {
        return answer(taskToken, attempt -> new Cause.TokenFailed(attempt, error, cause));
    }

    private boolean answer(String taskToken, LongFunction<Cause> how) {
        Long attempt = tokens.claim(taskToken);
        if (attempt == null) {
            return false;
        }
        put(how.apply(attempt));
        return true;
    }

    @Override
    public boolean sendTaskHeartbeat(String taskToken) {
        Long attempt = tokens.find(taskToken);
        if (attempt == null) {
            return false;
        }
        put(new Cause.Heartbeat(attempt));
        return true;
    }

    @Override
    public void whenEnded(Runnable action) {
        if (!history.onEnd(action)) {
            action.run();
        }
    }

    @Override
    public int pack() {
        int bytes = history.pack();
        Interpreter kept = interpreter;
        // Once it has ended, only a redrive touches the interpreter, and what it weighs is a guess anyway.
        return bytes == 0 || kept == null ? bytes : (int) Math.min(Integer.MAX_VALUE / 2, bytes + kept.weight());
    }

    @Override
    public CompletionStage<Boolean> written() {
        CompletableFuture<Boolean> written = new CompletableFuture<>();
        mailbox.put(() -> {
            var unused = surroundings.journal().written().whenComplete((safe, failure) -> {
                if (failure == null) {
                    written.complete(true);
                } else {
                    written.completeExceptionally(failure);
                }
            });
        });
        return written;
    }
}
