package dev.ordersaga.local.lambda;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;

/**
 * Invocations that nobody waits for. A function that fails is asked twice more; an invocation that is throttled is tried until it is
 * six hours old. The queue is in memory: it ends with the process, which AWS's does not.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-error-handling.html">How Lambda handles errors and
 *     retries with asynchronous invocation</a>
 */
public final class EventQueue {

    /** The pauses before an invocation that failed is tried again, as on AWS. */
    public static final List<Duration> RETRIES = List.of(Duration.ofMinutes(1), Duration.ofMinutes(2));

    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    private static final Duration MAX_PAUSE = Duration.ofMinutes(5);
    private static final Duration MAX_AGE = Duration.ofHours(6);

    private final Functions functions;
    private final Clock clock;
    private final List<Duration> retries;
    private final ScheduledExecutorService timers;
    private final BiConsumer<String, String> say;

    /**
     * An empty queue.
     *
     * @param retries the pauses before an invocation that failed is tried again
     * @param say told, with the function, of what is dropped
     */
    public EventQueue(
            Functions functions,
            Clock clock,
            List<Duration> retries,
            ScheduledExecutorService timers,
            BiConsumer<String, String> say) {
        this.functions = functions;
        this.clock = clock;
        this.retries = List.copyOf(retries);
        this.timers = timers;
        this.say = say;
    }

    /**
     * Takes an invocation; whatever becomes of it, the caller does not hear of it.
     *
     * @param function a name, a partial or a full ARN, with or without a qualifier
     * @param payload JSON text
     */
    public void add(String function, byte[] payload) {
        attempt(new Event(function, payload, clock.millis(), 0), FIRST_PAUSE);
    }

    private record Event(String function, byte[] payload, long since, int failures) {

        Event failedOnceMore() {
            return new Event(function, payload, since, failures + 1);
        }
    }

    private void attempt(Event event, Duration pauseWhenThrottled) {
        var unused = functions.invoke(event.function(), event.payload()).whenComplete((invocation, failure) -> {
            Throwable cause =
                    failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
            if (cause instanceof InvocationRefused refused) {
                refused(event, refused, pauseWhenThrottled);
            } else if (cause != null) {
                say.accept(
                        event.function(),
                        "An asynchronous invocation of " + event.function() + " is lost: " + cause.getMessage());
            } else if (invocation.functionError() != null) {
                failed(event);
            }
        });
    }

    private void failed(Event event) {
        if (event.failures() < retries.size()) {
            later(retries.get(event.failures()), event.failedOnceMore(), FIRST_PAUSE);
        } else {
            say.accept(
                    event.function(),
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
            say.accept(
                    event.function(),
                    "An asynchronous invocation of " + event.function() + " is dropped: " + refusal.getMessage());
        }
    }

    private void later(Duration pause, Event event, Duration pauseWhenThrottled) {
        try {
            var unused =
                    timers.schedule(() -> attempt(event, pauseWhenThrottled), pause.toMillis(), TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            // Lambda is closing, and the queue ends with it.
        }
    }
}
