package dev.ordersaga.local.lambda;

import dev.ordersaga.asl.execution.Timers;
import dev.ordersaga.local.journal.EntryKind;
import dev.ordersaga.local.journal.LocalJournal;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Asynchronous invocations. A function that fails is asked twice more; an invocation that is throttled is tried until it is
 * six hours old. With a journal the queue outlives the process: what had not ended is begun again, so it may run twice, as on AWS.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-error-handling.html">How Lambda handles errors and
 *     retries with asynchronous invocation</a>
 */
public final class EventQueue implements AutoCloseable {

    /** The pauses before an invocation that failed is tried again, as on AWS. */
    public static final List<Duration> RETRIES = List.of(Duration.ofMinutes(1), Duration.ofMinutes(2));

    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    private static final Duration MAX_PAUSE = Duration.ofMinutes(5);
    private static final Duration MAX_AGE = Duration.ofHours(6);

    /** What may wait, in bytes; and what an invocation takes besides its payload, about. */
    private static final long MAX_WAITING_BYTES = 64L * 1024 * 1024;

    private static final long OVERHEAD = 500;

    private final AtomicLong waitingBytes = new AtomicLong();
    private final Functions functions;
    private final Clock clock;
    private final List<Duration> retries;
    private final ScheduledExecutorService timers;
    private final BiConsumer<String, String> say;
    private final LocalJournal journal;
    private final EntryKind kind;
    private volatile @Nullable Timers time;
    private volatile boolean closed;

    /**
     * A queue of what the journal has, which waits for {@link #goOn}.
     *
     * @param retries the pauses before an invocation that failed is tried again
     * @param say told, with the function, of what is dropped
     * @param kind what entries of this queue are in the journal
     */
    public EventQueue(
            Functions functions,
            Clock clock,
            List<Duration> retries,
            ScheduledExecutorService timers,
            BiConsumer<String, String> say,
            LocalJournal journal,
            EntryKind kind) {
        this.functions = functions;
        this.clock = clock;
        this.retries = List.copyOf(retries);
        this.timers = timers;
        this.say = say;
        this.journal = journal;
        this.kind = kind;
    }

    /**
     * Takes an invocation; whatever becomes of it, the caller does not hear of it.
     *
     * @param function a name, a partial or a full ARN, with or without a qualifier
     * @param payload JSON text
     */
    public void add(String function, byte[] payload) {
        Event event = new Event(UUID.randomUUID().toString(), function, payload, clock.millis(), 0);
        if (waitingBytes.addAndGet(event.weight()) > MAX_WAITING_BYTES) {
            waitingBytes.addAndGet(-event.weight());
            say.accept(function, "An asynchronous invocation of " + function + " is dropped: too many wait already");
            return;
        }
        keep(event);
        attempt(event, FIRST_PAUSE);
    }

    /** Whether what comes now would be dropped. */
    public boolean isFull() {
        return waitingBytes.get() >= MAX_WAITING_BYTES;
    }

    /**
     * Begins again what had been taken and had not ended; functions are there now.
     *
     * @param kept what the pauses before further attempts follow from now on, in place of the machine's time
     */
    public void goOn(Timers kept) {
        time = kept;
        journal.recovered(kind).forEach((id, values) -> {
            Event event = Event.read(id, values.get(0));
            waitingBytes.addAndGet(event.weight());
            attempt(event, FIRST_PAUSE);
        });
    }

    /** Nothing that ends from now on has ended by itself: with a journal it is begun again at the next start. */
    @Override
    public void close() {
        closed = true;
    }

    private record Event(String id, String function, byte[] payload, long since, int failures) {

        Event failedOnceMore() {
            return new Event(id, function, payload, since, failures + 1);
        }

        long weight() {
            return OVERHEAD + payload.length;
        }

        byte[] written() {
            byte[] name = function.getBytes(StandardCharsets.UTF_8);
            return ByteBuffer.allocate(Long.BYTES + 2 * Integer.BYTES + name.length + payload.length)
                    .putLong(since)
                    .putInt(failures)
                    .putInt(name.length)
                    .put(name)
                    .put(payload)
                    .array();
        }

        static Event read(String id, byte[] written) {
            ByteBuffer buffer = ByteBuffer.wrap(written);
            long since = buffer.getLong();
            int failures = buffer.getInt();
            byte[] name = new byte[buffer.getInt()];
            buffer.get(name);
            byte[] payload = new byte[buffer.remaining()];
            buffer.get(payload);
            return new Event(id, new String(name, StandardCharsets.UTF_8), payload, since, failures);
        }
    }

    private void keep(Event event) {
        if (journal.isDurable()) {
            journal.set(kind, event.id(), event.written());
        }
    }

    /** Whatever became of it, it is over. */
    private void ended(Event event, @Nullable String said) {
        if (closed) {
            return;
        }
        journal.remove(kind, event.id());
        waitingBytes.addAndGet(-event.weight());
        if (said != null) {
            say.accept(event.function(), said);
        }
    }

    private void attempt(Event event, Duration pauseWhenThrottled) {
        var unused = functions.invoke(event.function(), event.payload()).whenComplete((invocation, failure) -> {
            Throwable cause =
                    failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
            if (cause instanceof InvocationRefused refused) {
                refused(event, refused, pauseWhenThrottled);
            } else if (cause != null) {
                ended(event, "An asynchronous invocation of " + event.function() + " is lost: " + cause.getMessage());
            } else if (invocation.functionError() != null) {
                failed(event);
            } else {
                ended(event, null);
            }
        });
    }

    private void failed(Event event) {
        if (event.failures() < retries.size()) {
            Event again = event.failedOnceMore();
            if (!closed) {
                keep(again);
            }
            later(retries.get(event.failures()), again, FIRST_PAUSE);
        } else {
            ended(
                    event,
                    "An asynchronous invocation of " + event.function() + " failed " + (event.failures() + 1)
                            + " times and is dropped");
        }
    }

    private void refused(Event event, InvocationRefused refusal, Duration pause) {
        boolean young = clock.millis() - event.since() < MAX_AGE.toMillis();
        if (refusal.status() == 429 && young) {
            Duration doubled = pause.multipliedBy(2);
            later(pause, event, doubled.compareTo(MAX_PAUSE) > 0 ? MAX_PAUSE : doubled);
        } else {
            ended(event, "An asynchronous invocation of " + event.function() + " is dropped: " + refusal.getMessage());
        }
    }

    private void later(Duration pause, Event event, Duration pauseWhenThrottled) {
        Timers kept = time;
        if (kept != null) {
            var unused = kept.at(kept.now().plus(pause), () -> attempt(event, pauseWhenThrottled));
            return;
        }
        try {
            var unused =
                    timers.schedule(() -> attempt(event, pauseWhenThrottled), pause.toMillis(), TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            // Lambda is closing, and the queue ends with it.
        }
    }
}
