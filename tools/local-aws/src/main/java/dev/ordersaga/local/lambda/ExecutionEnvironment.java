package dev.ordersaga.local.lambda;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.ordersaga.local.process.ChildProcess;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * One process of a function and the Runtime API that it alone speaks to, on a port of its own. What it asks and says goes to the
 * pool; this class knows HTTP and the process, not when either means what.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html">Lambda runtime API</a>
 */
final class ExecutionEnvironment {

    private static final String ROOT = "/2018-06-01/runtime/";
    private static final byte[] LOOPBACK = {127, 0, 0, 1};

    static {
        // The JDK's server reads it once. Without it an answer waits for Nagle's algorithm: 40 ms more a call.
        if (System.getProperty("sun.net.httpserver.nodelay") == null) {
            System.setProperty("sun.net.httpserver.nodelay", "true");
        }
    }

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
        void answer(Work work, long deadlineMillis);

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
    final Map<String, Work> running = new LinkedHashMap<>();
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
            Executor threads)
            throws IOException {
        HttpServer opened = HttpServer.create(new InetSocketAddress(InetAddress.getByAddress(LOOPBACK), 0), 64);
        opened.setExecutor(threads);
        opened.createContext(ROOT, exchange -> take(exchange, runtime));
        opened.start();
        String api = "127.0.0.1:" + opened.getAddress().getPort();
        ChildProcess started;
        try {
            started = RuntimeProcess.start(function, api, logStream, settings, log.file());
        } catch (RuntimeException e) {
            opened.stop(0);
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
                            opened.stop(0);
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

    double millisecondsSinceOpened() {
        return (System.nanoTime() - openedAt) / 1e6;
    }

    private void take(HttpExchange exchange, RuntimeCalls runtime) throws IOException {
        String path = exchange.getRequestURI().getPath().substring(ROOT.length());
        byte[] body = exchange.getRequestBody().readAllBytes();
        String[] parts = path.split("/", -1);
        if (path.equals("invocation/next")) {
            runtime.next(this, new Exchange(exchange));
        } else if (path.equals("init/error")) {
            write(exchange, 202, json("{\"status\":\"OK\"}"));
            runtime.initError(this, body);
        } else if (parts.length == 3 && parts[0].equals("invocation") && parts[2].equals("response")) {
            acknowledge(exchange, runtime.response(this, parts[1], body));
        } else if (parts.length == 3 && parts[0].equals("invocation") && parts[2].equals("error")) {
            acknowledge(exchange, runtime.error(this, parts[1], body));
        } else {
            write(exchange, 404, json("{\"errorMessage\":\"Not found\",\"errorType\":\"NotFound\"}"));
        }
    }

    private record Exchange(HttpExchange exchange) implements NextCall {

        @Override
        public void answer(Work work, long deadlineMillis) {
            var headers = exchange.getResponseHeaders();
            headers.set("Lambda-Runtime-Aws-Request-Id", work.requestId);
            headers.set("Lambda-Runtime-Deadline-Ms", Long.toString(deadlineMillis));
            headers.set("Lambda-Runtime-Invoked-Function-Arn", work.arn);
            headers.set("Lambda-Runtime-Trace-Id", work.traceId);
            // AWS's client crashes on an answer without it.
            headers.set("Content-Type", "application/json");
            write(exchange, 200, work.payload);
        }

        @Override
        public void hangUp() {
            exchange.close();
        }
    }

    private static void acknowledge(HttpExchange exchange, boolean taken) {
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        if (taken) {
            write(exchange, 202, json("{\"status\":\"OK\"}"));
        } else {
            write(exchange, 400, json("{\"errorMessage\":\"Invalid request ID\",\"errorType\":\"InvalidRequestID\"}"));
        }
    }

    private static byte[] json(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static void write(HttpExchange exchange, int status, byte[] body) {
        try (exchange) {
            exchange.sendResponseHeaders(status, body.length);
            exchange.getResponseBody().write(body);
        } catch (IOException e) {
            // The process is gone; its exit is reported by itself.
        }
    }
}
