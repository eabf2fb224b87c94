package dev.ordersaga.local.lambda;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The processes of one version of a function, one invocation in each at a time. How many there may be is not decided here: every
 * invocation that comes has been admitted.
 *
 * <p>An invocation that a process was given ends with that process: answered, timed out or crashed, it is never given to another,
 * since it may have taken effect. One that was not yet given moves on.
 */
final class EnvironmentPool implements ExecutionEnvironment.RuntimeCalls {

    /** "6 MB for each synchronous response", plus what AWS leaves for its own envelope. */
    private static final int LARGEST_RESPONSE = 6 * 1024 * 1024 + 100;

    private final VersionConfiguration function;
    private final LambdaSettings settings;
    private final FunctionLog log;
    private final ExecutorService threads;
    private final ScheduledExecutorService timers;

    private final Set<ExecutionEnvironment> all = new LinkedHashSet<>();
    /** Those that can take an invocation; the one that worked last stands first, so that the others come to rest. */
    private final Deque<ExecutionEnvironment> ready = new ArrayDeque<>();

    private boolean retired;
    private boolean closed;

    EnvironmentPool(
            VersionConfiguration function,
            LambdaSettings settings,
            FunctionLog log,
            ExecutorService threads,
            ScheduledExecutorService timers) {
        this.function = function;
        this.settings = settings;
        this.log = log;
        this.threads = threads;
        this.timers = timers;
    }

    VersionConfiguration function() {
        return function;
    }

    /** Gives the invocation to a process that is ready, or else to a new one. */
    void dispatch(Work work) {
        ExecutionEnvironment environment;
        Delivery delivery = null;
        synchronized (this) {
            environment = ready.pollFirst();
            if (environment != null) {
                environment.assigned = work;
                environment.turn++;
                delivery = deliverable(environment);
                if (environment.state == ExecutionEnvironment.State.INITIALIZING) {
                    watchInit(environment, settings.initTimeout());
                }
            }
        }
        if (environment == null) {
            threads.execute(() -> begin(work, settings.initTimeout()));
        } else if (delivery != null) {
            deliver(delivery);
        }
    }

    /** Starts a process before anybody asks. */
    void prewarm() {
        threads.execute(() -> begin(null, settings.initTimeout()));
    }

    /** Lets the invocations under way end, and no process live longer than its own. */
    void retire() {
        List<ExecutionEnvironment> idle;
        synchronized (this) {
            retired = true;
            idle = new ArrayList<>(ready);
            idle.forEach(this::end);
        }
        idle.forEach(ExecutionEnvironment::kill);
    }

    /** Ends every process; invocations under way are refused. */
    void close() {
        List<ExecutionEnvironment> running;
        synchronized (this) {
            closed = true;
            retired = true;
            running = new ArrayList<>(all);
            for (ExecutionEnvironment environment : running) {
                Work lost = environment.current == null ? environment.assigned : environment.current;
                end(environment);
                if (lost != null) {
                    refuse(lost);
                }
            }
        }
        running.forEach(ExecutionEnvironment::kill);
    }

    /** How many processes there are. */
    synchronized int size() {
        return all.size();
    }

    private void begin(@Nullable Work work, Duration initLimit) {
        ExecutionEnvironment environment;
        try {
            environment = ExecutionEnvironment.open(this, threads);
        } catch (IOException e) {
            failedToStart(work, e);
            return;
        }
        synchronized (this) {
            if (closed) {
                end(environment);
                environment.kill();
                if (work != null) {
                    refuse(work);
                }
                return;
            }
            all.add(environment);
            environment.assigned = work;
            if (work == null) {
                ready.addLast(environment);
            }
            watchInit(environment, initLimit);
        }
        try {
            environment.launch(function, logStream(), settings, log, this, threads);
        } catch (RuntimeException e) {
            Work left;
            Runnable onEnd;
            synchronized (this) {
                left = environment.assigned;
                onEnd = environment.onEnd;
                end(environment);
                all.remove(environment);
            }
            failedToStart(left, e);
            if (onEnd != null) {
                onEnd.run();
            }
        }
    }

    @Override
    public void next(ExecutionEnvironment from, HttpExchange waiting) {
        Delivery delivery = null;
        boolean over = false;
        synchronized (this) {
            if (from.state == ExecutionEnvironment.State.ENDED || from.current != null || from.waiting != null) {
                // Too late, or against the protocol.
                over = true;
            } else {
                if (from.state == ExecutionEnvironment.State.INITIALIZING) {
                    from.initMilliseconds = from.millisecondsSinceOpened();
                }
                from.state = ExecutionEnvironment.State.READY;
                from.turn++;
                from.waiting = waiting;
                delivery = deliverable(from);
                if (delivery == null && from.assigned == null) {
                    ready.remove(from);
                    if (retired) {
                        end(from);
                        over = true;
                    } else {
                        ready.addFirst(from);
                        watchIdle(from);
                    }
                }
            }
        }
        if (delivery != null) {
            deliver(delivery);
        } else if (over) {
            waiting.close();
            from.kill();
        }
    }

    @Override
    public boolean response(ExecutionEnvironment from, String requestId, byte[] payload) {
        Work work = finished(from, requestId);
        if (work == null) {
            return false;
        }
        if (payload.length > LARGEST_RESPONSE) {
            answer(
                    from,
                    work,
                    errorObject(
                            "Function.ResponseSizeTooLarge",
                            "Response payload size exceeded maximum allowed payload size (" + LARGEST_RESPONSE
                                    + " bytes)."),
                    "Unhandled");
        } else {
            answer(from, work, payload, null);
        }
        return true;
    }

    @Override
    public boolean error(ExecutionEnvironment from, String requestId, byte[] payload) {
        Work work = finished(from, requestId);
        if (work == null) {
            return false;
        }
        answer(from, work, payload, "Unhandled");
        return true;
    }

    @Override
    public void initError(ExecutionEnvironment from, byte[] payload) {
        synchronized (this) {
            if (from.state != ExecutionEnvironment.State.INITIALIZING) {
                return;
            }
            Work work = from.assigned;
            end(from);
            if (work != null) {
                from.onEnd = () -> answer(from, work, payload, "Unhandled");
            }
        }
        from.kill();
    }

    @Override
    public void exited(ExecutionEnvironment from, int status) {
        Runnable left;
        synchronized (this) {
            boolean neverReady = from.state == ExecutionEnvironment.State.INITIALIZING;
            Work current = from.current;
            Work assigned = from.assigned;
            Runnable onEnd = from.onEnd;
            end(from);
            all.remove(from);
            if (onEnd != null) {
                left = onEnd;
            } else if (current != null) {
                left = () -> crashed(from, current, status);
            } else if (assigned != null && neverReady) {
                left = () -> crashed(from, assigned, status);
            } else if (assigned != null) {
                // It ended between two invocations and has not seen this one.
                left = () -> dispatch(assigned);
            } else {
                return;
            }
        }
        left.run();
    }

    /** The invocation under way, taken from its process, which is ready for another; null where it is not the one named. */
    private @Nullable Work finished(ExecutionEnvironment from, String requestId) {
        boolean over = false;
        Work work;
        synchronized (this) {
            work = from.current;
            if (work == null || !work.requestId.equals(requestId)) {
                return null;
            }
            from.current = null;
            from.state = ExecutionEnvironment.State.READY;
            from.turn++;
            if (retired) {
                end(from);
                over = true;
            } else {
                ready.addFirst(from);
            }
        }
        if (over) {
            from.kill();
        }
        return work;
    }

    private record Delivery(ExecutionEnvironment to, Work work, HttpExchange waiting) {}

    /** The invocation and the call that waits for it, where there are both. Called with the lock. */
    private static @Nullable Delivery deliverable(ExecutionEnvironment environment) {
        Work work = environment.assigned;
        HttpExchange waiting = environment.waiting;
        if (work == null || waiting == null) {
            return null;
        }
        environment.assigned = null;
        environment.waiting = null;
        environment.current = work;
        environment.state = ExecutionEnvironment.State.BUSY;
        return new Delivery(environment, work, waiting);
    }

    private void deliver(Delivery delivery) {
        Work work = delivery.work();
        work.logStart = log.end();
        log.append("START RequestId: " + work.requestId + " Version: " + function.version());
        work.delivered();
        long deadline = settings.clock().millis() + function.timeout().toMillis();
        after(function.timeout(), () -> timedOut(delivery.to(), work));
        ExecutionEnvironment.answerNext(delivery.waiting(), work, deadline);
    }

    private void timedOut(ExecutionEnvironment environment, Work work) {
        synchronized (this) {
            if (environment.current != work) {
                return;
            }
            end(environment);
            // The caller learns of it when the process is gone and can do no more.
            environment.onEnd = () -> answer(environment, work, timeoutError(work, function.timeout()), "Unhandled");
        }
        environment.kill();
    }

    private void crashed(ExecutionEnvironment environment, Work work, int status) {
        String how = switch (status) {
            case 0 -> "Runtime exited without providing a reason";
            case 128 + 6 -> "Runtime exited with error: signal: aborted";
            case 128 + 9 -> "Runtime exited with error: signal: killed";
            case 128 + 11 -> "Runtime exited with error: signal: segmentation fault";
            case 128 + 15 -> "Runtime exited with error: signal: terminated";
            default -> "Runtime exited with error: exit status " + status;
        };
        answer(
                environment,
                work,
                errorObject("Runtime.ExitError", "RequestId: " + work.requestId + " Error: " + how),
                "Unhandled");
    }

    private void failedToStart(@Nullable Work work, Exception cause) {
        log.append("No process for " + function.name() + ": " + cause.getMessage());
        if (work != null) {
            work.result.complete(new Invocation(
                    errorObject("Runtime.StartError", "RequestId: " + work.requestId + " Error: " + cause.getMessage()),
                    "Unhandled",
                    function.version(),
                    work.requestId));
        }
    }

    /** Called with the lock: a process that takes too long to begin is ended, and its invocation given one more. */
    private void watchInit(ExecutionEnvironment environment, Duration limit) {
        long turn = ++environment.turn;
        after(limit, () -> {
            synchronized (this) {
                if (environment.state != ExecutionEnvironment.State.INITIALIZING || environment.turn != turn) {
                    return;
                }
                Work work = environment.assigned;
                end(environment);
                environment.onEnd = () -> {
                    log.append(String.format(
                            Locale.ROOT,
                            "INIT_REPORT Init Duration: %.2f ms\tPhase: init\tStatus: timeout",
                            limit.toMillis() / 1.0));
                    if (work == null) {
                        return;
                    }
                    if (work.initTimedOut) {
                        answer(environment, work, timeoutError(work, limit), "Unhandled");
                    } else {
                        // AWS runs the init phase a second time within the invocation, as long as that may take.
                        work.initTimedOut = true;
                        begin(work, function.timeout());
                    }
                };
            }
            environment.kill();
        });
    }

    /** Called with the lock. */
    private void watchIdle(ExecutionEnvironment environment) {
        long turn = environment.turn;
        after(settings.idleTimeout(), () -> {
            synchronized (this) {
                if (environment.turn != turn || environment.state != ExecutionEnvironment.State.READY) {
                    return;
                }
                end(environment);
            }
            environment.kill();
        });
    }

    /** Called with the lock: no call from it means anything from now on. */
    private void end(ExecutionEnvironment environment) {
        environment.state = ExecutionEnvironment.State.ENDED;
        environment.turn++;
        environment.assigned = null;
        environment.current = null;
        environment.waiting = null;
        ready.remove(environment);
    }

    private void answer(ExecutionEnvironment by, Work work, byte[] payload, @Nullable String functionError) {
        log.append("END RequestId: " + work.requestId);
        log.append(report(by, work));
        Invocation invocation = new Invocation(payload, functionError, function.version(), work.requestId);
        // On a thread of its own, so that the runtime is not held up by what the caller does with the answer.
        threads.execute(() -> work.result.complete(invocation));
    }

    private String report(ExecutionEnvironment by, Work work) {
        double duration = work.milliseconds();
        String report = String.format(
                Locale.ROOT,
                "REPORT RequestId: %s\tDuration: %.2f ms\tBilled Duration: %d ms\tMemory Size: %d MB",
                work.requestId,
                duration,
                (long) Math.ceil(duration),
                function.memoryMegabytes());
        synchronized (this) {
            if (by.initMilliseconds > 0) {
                report += String.format(Locale.ROOT, "\tInit Duration: %.2f ms", by.initMilliseconds);
                by.initMilliseconds = 0;
            }
        }
        return report;
    }

    private void refuse(Work work) {
        work.result.completeExceptionally(new InvocationRefused(
                500, "ServiceException", "Lambda is closing and has ended the function's process"));
    }

    private void after(Duration delay, Runnable action) {
        if (!timers.isShutdown()) {
            var unused = timers.schedule(() -> threads.execute(action), delay.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    private String logStream() {
        String day = LocalDate.ofInstant(settings.clock().instant(), ZoneOffset.UTC)
                .format(DateTimeFormatter.ofPattern("yyyy/MM/dd", Locale.ROOT));
        return day + "/[" + function.version() + "]"
                + UUID.randomUUID().toString().replace("-", "");
    }

    private static byte[] timeoutError(Work work, Duration limit) {
        return errorObject(
                "Sandbox.Timedout",
                String.format(
                        Locale.ROOT,
                        "RequestId: %s Error: Task timed out after %.2f seconds",
                        work.requestId,
                        limit.toMillis() / 1000.0));
    }

    private static byte[] errorObject(String type, String message) {
        return Json.write(Json.object().put("errorType", type).put("errorMessage", message))
                .getBytes(StandardCharsets.UTF_8);
    }
}
