package dev.ordersaga.console.live;

import dev.ordersaga.console.web.EventStream;
import java.time.Duration;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Asks again and again what is new, for each open stream. Its threads come with the first stream and go when there is none.
 */
public final class Poller implements AutoCloseable {

    private static final int THREADS = 2;
    private static final int IDLE_SECONDS = 10;

    /** More tabs than anybody has open. */
    private static final int MAX_STREAMS = 64;

    private final Duration every;
    private final ScheduledThreadPoolExecutor threads;
    private final AtomicInteger streams = new AtomicInteger();

    /**
     * Starts no thread.
     *
     * @param every how often a stream's source is asked
     */
    public Poller(Duration every) {
        this.every = every;
        AtomicInteger number = new AtomicInteger();
        this.threads = new ScheduledThreadPoolExecutor(THREADS, work -> {
            Thread thread = new Thread(work, "console-live-" + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        });
        threads.setKeepAliveTime(IDLE_SECONDS, TimeUnit.SECONDS);
        threads.allowCoreThreadTimeOut(true);
        threads.setRemoveOnCancelPolicy(true);
    }

    /** Feeds a stream until it is closed, or its source has ended. */
    public void feed(EventStream stream, LiveSource source) {
        if (streams.incrementAndGet() > MAX_STREAMS) {
            streams.decrementAndGet();
            stream.close();
            return;
        }
        threads.execute(() -> beat(stream, source));
    }

    /** Does something on the threads of the streams, as soon as one is free. */
    public void execute(Runnable work) {
        threads.execute(work);
    }

    private void beat(EventStream stream, LiveSource source) {
        boolean goesOn = false;
        try {
            goesOn = !stream.isClosed() && source.tell(stream);
        } finally {
            if (goesOn) {
                var unused = threads.schedule(() -> beat(stream, source), every.toMillis(), TimeUnit.MILLISECONDS);
            } else {
                streams.decrementAndGet();
                stream.close();
            }
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
