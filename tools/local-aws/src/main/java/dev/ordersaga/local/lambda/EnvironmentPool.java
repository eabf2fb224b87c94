package dev.ordersaga.local.lambda;

import dev.ordersaga.local.http.HttpThreads;
import dev.ordersaga.local.lambda.ExecutionEnvironment.NextCall;
import dev.ordersaga.local.lambda.ExecutionEnvironment.State;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;

/**
 * The processes of one version of a function. Invocations wait in one queue, and each goes to the process that asks for one first. A
 * process is started when it would be ready before a place in those that there are becomes free, and the machine has room for it. How
 * many invocations there may be at once is not decided here: every one that comes has been admitted.
 *
 * <p>A process takes one invocation at a time, or as many as the function's configuration says. An invocation that a process was given
 * ends with that process: answered, timed out or crashed, it is never given to another, since it may have taken effect. One that was
 * not yet given stays in the queue.
 *
 * <p>An invocation that takes too long ends its process, and its caller learns of it when the process is gone. Where a process has
 * several at once this would end the others too, so there the caller is told and the function goes on, as on Lambda Managed
 * Instances: "When an invocation times out, Lambda marks that invocation as failed but does not interrupt others".
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/lambda-managed-instances-execution-environment.html">AWS on it</a>
 */
final class EnvironmentPool implements ExecutionEnvironment.RuntimeCalls {

    private final VersionConfiguration function;
    private final LambdaSettings settings;
    private final InvocationLog log;
    private final EnvironmentLimits limits;
    private final HttpThreads http;
    private final ExecutorService threads;
    private final Delays delays;
    private final InvocationAnswers answers;
    /** How many invocations a process takes at once. */
    private final int places;

    // Guarded by this:
    private final Environments all;
    private final Estimates estimates = new Estimates();
    private final Backlog backlog;
    private final IdleTimeout idleTimeout;
    private final ScaleOut scaleOut;
    private final InitPhases inits;
    private final QueueTimeout queueTimeout;
    private boolean retired;
    private boolean closed;

    EnvironmentPool(
            VersionConfiguration function,
            LambdaSettings settings,
            FunctionLog log,
            EnvironmentLimits limits,
            HttpThreads http,
            ExecutorService threads,
            ScheduledExecutorService timers) {
        this.function = function;
        this.settings = settings;
        this.log = new InvocationLog(log, function, settings.clock());
        this.limits = limits;
        this.http = http;
        this.threads = threads;
        this.delays = new Delays(timers, threads);
        this.answers = new InvocationAnswers(function, this.log, threads);
        this.places = function.invocationsPerEnvironment();
        this.all = new Environments(places);
        this.backlog = new Backlog(all, estimates);
        this.scaleOut = new ScaleOut(this, all, backlog, limits, delays, places);
        this.inits = new InitPhases(function, settings.initTimeout());
        this.queueTimeout = new QueueTimeout(this, backlog, delays);
        this.idleTimeout = new IdleTimeout(this, all, settings.idleTimeout(), delays);
    }

    VersionConfiguration function() {
        return function;
    }

    /** Gives the invocation to a process that waits for one, or else to the first that asks. */
    void dispatch(PendingInvocation work) {
        synchronized (this) {
            if (!closed) {
                backlog.add(work);
            } else {
                InvocationAnswers.refuse(work);
            }
        }
        review();
    }

    /** Starts a process before anybody asks. */
    void prewarm() {
        synchronized (this) {
            scaleOut.prewarm();
        }
        review();
    }

    /** Lets the invocations under way end, and no process live longer than its own. */
    void retire() {
        List<ExecutionEnvironment> idle;
        synchronized (this) {
            retired = true;
            idle = backlog.isEmpty() ? all.endThoseWithoutWork() : List.of();
        }
        idle.forEach(each -> threads.execute(each::endInGoodOrder));
    }

    /**
     * Ends every process; invocations under way are refused.
     *
     * @return completes when the processes have ended that had a class archive to write
     */
    CompletableFuture<?> close() {
        List<ExecutionEnvironment> environments;
        synchronized (this) {
            closed = true;
            retired = true;
            environments = all.list();
            for (ExecutionEnvironment environment : environments) {
                environment.running.values().forEach(InvocationAnswers::refuse);
                all.end(environment);
            }
            backlog.refuseAll();
        }
        limits.forget(this);
        return CompletableFuture.allOf(environments.stream()
                .map(each -> CompletableFuture.runAsync(each::endInGoodOrder, threads))
                .toArray(CompletableFuture<?>[]::new));
    }

    /** Ends one process that has nothing to do, to make room; returns false where there is none. */
    boolean endOneThatIsIdle() {
        Optional<ExecutionEnvironment> idle;
        synchronized (this) {
            idle = backlog.isEmpty() ? all.endOneThatIsIdle() : Optional.empty();
        }
        idle.ifPresent(ExecutionEnvironment::kill);
        return idle.isPresent();
    }

    /** Hands out what can be handed out, and starts what is worth starting. */
    void review() {
        List<Delivery> deliveries = new ArrayList<>();
        List<ExecutionEnvironment> starting = new ArrayList<>();
        synchronized (this) {
            for (ExecutionEnvironment environment : all.list()) {
                while (!backlog.isEmpty() && !environment.waiting.isEmpty()) {
                    deliveries.add(
                            new Delivery(environment, backlog.giveTo(environment), environment.waiting.removeFirst()));
                }
            }
            while (!closed && scaleOut.wantsOneMore(retired) && limits.tryStart(this, all.isEmpty())) {
                starting.add(added());
            }
            queueTimeout.plan();
        }
        deliveries.forEach(this::deliver);
        starting.forEach(environment -> threads.execute(() -> launch(environment)));
    }

    /** Called with the lock: one more process, to be launched. */
    private ExecutionEnvironment added() {
        ExecutionEnvironment environment = all.add();
        scaleOut.started();
        InitLimit limit = inits.begin();
        delays.later(limit.time(), () -> initTakesTooLong(environment, limit));
        // One that hangs in its init phase does not keep the others from starting for as long as it may.
        delays.later(settings.initTimeout(), () -> begun(environment));
        return environment;
    }

    private void launch(ExecutionEnvironment environment) {
        try {
            String stream = log.newStream();
            synchronized (this) {
                environment.logStream = stream;
            }
            environment.launch(function, stream, settings, log.file(), this, http, threads);
        } catch (IOException | RuntimeException e) {
            log.append("No process for " + function.name() + ": " + e.getMessage());
            Runnable onEnd;
            List<PendingInvocation> lost;
            synchronized (this) {
                onEnd = environment.onEnd;
                lost = environment.state == State.ENDED ? List.of() : backlog.takenDownWithOne(places);
                all.end(environment);
            }
            begun(environment);
            limits.ended();
            answers.notStarted(lost, e);
            if (onEnd != null) {
                onEnd.run();
            }
            review();
        }
    }

    /** Gives back its place among those that start at once. */
    private void begun(ExecutionEnvironment environment) {
        synchronized (this) {
            if (!environment.starting) {
                return;
            }
            environment.starting = false;
        }
        limits.begun();
    }

    @Override
    public void next(ExecutionEnvironment from, NextCall waiting) {
        boolean over;
        boolean refused;
        synchronized (this) {
            over = from.state == State.ENDED;
            refused = over || from.running.size() + from.waiting.size() >= places;
            if (!refused) {
                if (from.state == State.INITIALIZING) {
                    from.state = State.RUNNING;
                    inits.ended();
                    from.initMilliseconds = from.millisecondsSinceOpened();
                    estimates.began(from.initMilliseconds);
                }
                if (retired && backlog.isEmpty() && from.running.isEmpty()) {
                    all.end(from);
                    over = true;
                    refused = true;
                } else {
                    from.waiting.addLast(waiting);
                    all.asked(from);
                    if (from.running.isEmpty()) {
                        idleTimeout.begin(from);
                    }
                }
            }
        }
        if (refused) {
            // Too late, or more calls than places.
            waiting.hangUp();
        } else {
            begun(from);
            review();
        }
        if (over) {
            from.kill();
        }
    }

    @Override
    public boolean response(ExecutionEnvironment from, String requestId, byte[] payload) {
        return payload.length > InvocationErrors.MAX_RESPONSE_SIZE
                ? answered(from, requestId, InvocationErrors.responseTooLarge(), true)
                : answered(from, requestId, payload, false);
    }

    @Override
    public boolean error(ExecutionEnvironment from, String requestId, byte[] payload) {
        return answered(from, requestId, payload, true);
    }

    private boolean answered(ExecutionEnvironment from, String requestId, byte[] payload, boolean failed) {
        boolean over;
        PendingInvocation work;
        synchronized (this) {
            work = from.running.remove(requestId);
            if (work == null) {
                return false;
            }
            if (from.answered > 0) {
                estimates.ended(work.milliseconds());
            }
            from.answered++;
            over = retired && backlog.isEmpty() && from.running.isEmpty();
            if (over) {
                all.end(from);
            }
        }
        if (over) {
            from.kill();
        }
        if (work.overdue) {
            log.append("RequestId: " + requestId + " ended after it had timed out; nobody waits for its answer");
        } else if (failed) {
            answers.failed(work, settled(from, work), payload);
        } else {
            answers.succeeded(work, settled(from, work), payload);
        }
        return true;
    }

    @Override
    public void initError(ExecutionEnvironment from, byte[] payload) {
        synchronized (this) {
            if (from.state != State.INITIALIZING) {
                return;
            }
            List<PendingInvocation> lost = backlog.takenDownWithOne(places);
            all.end(from);
            from.onEnd = () -> lost.forEach(work -> answers.failed(work, settled(from, work), payload));
        }
        from.kill();
    }

    @Override
    public void exited(ExecutionEnvironment from, int status) {
        Runnable left;
        synchronized (this) {
            Runnable onEnd = from.onEnd;
            List<PendingInvocation> lost = new ArrayList<>(from.running.values());
            lost.removeIf(work -> work.overdue);
            if (from.state == State.INITIALIZING && inits.crashed(!backlog.isEmpty())) {
                lost.addAll(backlog.takenDownWithOne(places));
            }
            all.end(from);
            left = onEnd != null
                    ? onEnd
                    : () -> lost.forEach(
                            work -> answers.failed(work, settled(from, work), InvocationErrors.exited(work, status)));
        }
        begun(from);
        limits.ended();
        left.run();
        review();
        synchronized (this) {
            if (retired && all.isEmpty() && backlog.isEmpty()) {
                limits.forget(this);
            }
        }
    }

    private record Delivery(ExecutionEnvironment to, PendingInvocation work, NextCall waiting) {}

    private void deliver(Delivery delivery) {
        PendingInvocation work = delivery.work();
        work.logStart = log.start(work, delivery.to().logStream);
        long deadline = settings.clock().millis() + function.timeout().toMillis();
        Future<?> limit = delays.cancellable(function.timeout(), () -> timedOut(delivery.to(), work));
        synchronized (this) {
            work.limit = limit;
        }
        delivery.waiting().answer(work, deadline);
    }

    private void timedOut(ExecutionEnvironment environment, PendingInvocation work) {
        boolean alone = places == 1;
        boolean kill;
        synchronized (this) {
            if (environment.running.get(work.requestId) != work) {
                return;
            }
            work.overdue = true;
            // One whose every place is held by a function that goes on can take no more.
            kill = alone || all.isStuck(environment);
            if (kill) {
                all.end(environment);
            }
            if (alone) {
                // The caller learns of it when the process is gone and can do no more.
                environment.onEnd = () -> answers.timedOut(work, settled(environment, work), function.timeout());
            }
        }
        if (!alone) {
            answers.timedOut(work, settled(environment, work), function.timeout());
        }
        if (kill) {
            environment.kill();
        }
    }

    /** A process that takes too long to begin is ended, and its invocations given one more, as long as that may take. */
    private void initTakesTooLong(ExecutionEnvironment environment, InitLimit limit) {
        synchronized (this) {
            if (environment.state != State.INITIALIZING) {
                return;
            }
            List<PendingInvocation> lost = limit.last() ? backlog.takenDownWithOne(places) : List.of();
            inits.timedOut(limit, !backlog.isEmpty());
            all.end(environment);
            environment.onEnd = () -> {
                log.initTimedOut(limit.time());
                lost.forEach(work -> answers.timedOut(work, settled(environment, work), limit.time()));
            };
        }
        environment.kill();
    }

    /** How long the process took to begin, the first time that it is asked for; 0 from then on. Ends the invocation's time limit. */
    private synchronized double settled(ExecutionEnvironment by, PendingInvocation work) {
        if (work.limit != null) {
            work.limit.cancel(false);
        }
        double init = by.initMilliseconds;
        by.initMilliseconds = 0;
        return init;
    }
}
