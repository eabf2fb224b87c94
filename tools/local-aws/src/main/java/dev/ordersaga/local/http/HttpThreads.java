package dev.ordersaga.local.http;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.xnio.OptionMap;
import org.xnio.Options;
import org.xnio.Xnio;
import org.xnio.XnioWorker;

/**
 * The threads of any number of ports: a few that read and write whatever arrives, and some for work that may wait. A connection
 * holds none of them, whether it is idle, half sent or waiting for its answer.
 */
public final class HttpThreads implements AutoCloseable {

    private static final int MAX_READERS = 4;
    private static final int WORKERS = 32;

    /** The server greets with its version; only what is wrong is worth a line. Held, since a logger that nobody holds is forgotten. */
    private static final List<Logger> QUIET = Stream.of("org.xnio", "org.jboss.threads", "io.undertow")
            .map(Logger::getLogger)
            .toList();

    static {
        QUIET.forEach(logger -> logger.setLevel(Level.WARNING));
    }

    private final XnioWorker worker;

    private HttpThreads(XnioWorker worker) {
        this.worker = worker;
    }

    /** Starts the threads that read; the others come when they are needed, and go. */
    public static HttpThreads start() throws IOException {
        int readers = Math.max(2, Math.min(MAX_READERS, Runtime.getRuntime().availableProcessors()));
        return new HttpThreads(Xnio.getInstance()
                .createWorker(OptionMap.builder()
                        .set(Options.WORKER_NAME, "http")
                        .set(Options.WORKER_IO_THREADS, readers)
                        .set(Options.WORKER_TASK_CORE_THREADS, 2)
                        .set(Options.WORKER_TASK_MAX_THREADS, WORKERS)
                        .set(Options.WORKER_TASK_KEEPALIVE, 30_000)
                        .set(Options.THREAD_DAEMON, true)
                        .getMap()));
    }

    XnioWorker worker() {
        return worker;
    }

    /** For work that may wait. */
    Executor waiting() {
        return worker;
    }

    @Override
    public void close() {
        worker.shutdownNow();
    }
}
