package dev.ordersaga.local.lambda;

import dev.ordersaga.local.http.HttpPort;
import dev.ordersaga.local.http.HttpThreads;
import dev.ordersaga.local.process.ChildProcess;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * One process of a function and the {@link RuntimeApi} that it alone speaks to, on a port of its own. What it asks and says goes to
 * the pool, which knows when either means what.
 */
final class ExecutionEnvironment {

    /** What the pool makes of the runtime's calls. Each is called on a thread that may block, without the pool's lock. */
    interface RuntimeCalls {

        /** One of the runtime's threads waits for an invocation; it is given one, now or later. */
        void next(ExecutionEnvironment from, NextCall waiting);

        /** Whether the answer was to an invocation under way; any other is refused. */
        boolean response(ExecutionEnvironment from, String requestId, byte[] payload);

        /** As {@link #response}, for a function that failed. */
        boolean error(ExecutionEnvironment from, String requestId, byte[] payload);

        void initError(ExecutionEnvironment from, byte[] payload);

        void exited(ExecutionEnvironment from, int status);
    }

    /** A runtime's call for the next invocation, which waits for its answer. */
    interface NextCall {

        /** Hands over an invocation. A runtime that hung up is about to be reported as exited. */
        void answer(PendingInvocation work, long deadlineMillis);

        /** Ends the call without an invocation. */
        void hangUp();
    }

    /** Guarded by the pool. */
    enum State {
        /** Started, and has not yet asked for an invocation. */
        INITIALIZING,
        RUNNING,
        ENDED
    }

    private final long openedAt = System.nanoTime();

    // Guarded by this:
    private @Nullable ChildProcess process;
    private boolean killed;

    // Guarded by the pool:
    State state = State.INITIALIZING;
    /** The invocations given to it and not yet answered, by request id. */
    final Map<String, PendingInvocation> running = new LinkedHashMap<>();
    /** Its calls for invocations, each by a thread of its own. */
    final Deque<NextCall> waiting = new ArrayDeque<>();
    /** What is left to do when its process, which is being ended, has ended. */
    @Nullable
    Runnable onEnd;
    /** Whether it is one of those that may start at once; given back when its init phase is over. */
    boolean starting = true;
    /** How many invocations it has answered. */
    long answered;
    /** Since when it has had nothing to do, as {@link System#nanoTime}. */
    long idleSince;
    /** Whether a timer looks whether it has been idle for too long. */
    boolean idleWatched;
    /** The log stream that its lines are in. */
    String logStream = "";
    /** How long it took to ask for its first invocation; 0 when that was reported. */
    double initMilliseconds;

    /**
     * Opens its Runtime API and starts its process. Its end is reported to the pool, also where it was killed before it began.
     *
     * @throws IOException where no port can be opened; then no end is reported
     * @throws dev.ordersaga.local.process.ChildProcessFailed where it does not start; then no end is reported
     */
    void launch(
            VersionConfiguration function,
            String logStream,
            LambdaSettings settings,
            FunctionLog log,
            RuntimeCalls runtime,
            HttpThreads http,
            Executor threads)
            throws IOException {
        HttpPort opened = HttpPort.open(http, List.of(new RuntimeApi(this, runtime)));
        String api = "127.0.0.1:" + opened.port();
        ChildProcess started;
        try {
            started = RuntimeProcess.start(function, api, logStream, settings, log.file());
        } catch (IOException | RuntimeException e) {
            opened.close();
            throw e;
        }
        synchronized (this) {
            process = started;
            if (killed) {
                started.kill();
            }
        }
        var unused = started.onExit()
                .thenAcceptAsync(
                        status -> {
                            opened.close();
                            runtime.exited(this, status);
                        },
                        threads);
    }

    synchronized void kill() {
        killed = true;
        if (process != null) {
            process.kill();
        }
    }

    /** Ends the process and returns when it has ended: one that records its class archive is asked, so that it writes it. */
    void endInGoodOrder() {
        ChildProcess ending;
        synchronized (this) {
            ending = process;
            killed = true;
        }
        if (ending != null) {
            ending.end();
        }
    }

    double millisecondsSinceOpened() {
        return (System.nanoTime() - openedAt) / 1e6;
    }
}
