package dev.ordersaga.local.lambda;

import java.time.Duration;
import java.util.concurrent.CompletionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Invocations that nobody waits for. A function that fails is asked twice more; an invocation that is throttled is tried until it is
 * six hours old. The queue is in memory: it ends with the process, which AWS's does not.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-error-handling.html">How Lambda handles errors and
 *     retries with asynchronous invocation</a>
 */
final class EventQueue {

    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(5);
    private static final Duration LONGEST_AGE = Duration.ofHours(6);

    private final LambdaService lambda;
    private final LambdaSettings settings;
    private final ScheduledExecutorService timers;

    EventQueue(LambdaService lambda, LambdaSettings settings, ScheduledExecutorService timers) {
        this.lambda = lambda;
        this.settings = settings;
        this.timers = timers;
    }

    void add(FunctionName function, byte[] payload) {
        attempt(new Event(function, payload, settings.clock().millis(), 0), FIRST_PAUSE);
    }

    private record Event(FunctionName function, byte[] payload, long since, int failures) {

        Event failedOnceMore() {
            return new Event(function, payload, since, failures + 1);
        }
    }

    private void attempt(Event event, Duration pauseWhenThrottled) {
        LambdaService.Begun begun;
        try {
            begun = lambda.begin(event.function(), event.payload(), null);
        } catch (InvocationRefused e) {
            refused(event, e, pauseWhenThrottled);
            return;
        }
        var unused = begun.answer().whenComplete((invocation, failure) -> {
            if (failure != null) {
                Throwable cause = failure instanceof CompletionException && failure.getCause() != null
                        ? failure.getCause()
                        : failure;
                begun.log()
                        .append("An asynchronous invocation of "
                                + event.function().name() + " is lost: " + cause.getMessage());
            } else if (invocation.functionError() != null) {
                if (event.failures() < settings.eventRetries().size()) {
                    later(settings.eventRetries().get(event.failures()), event.failedOnceMore(), FIRST_PAUSE);
                } else {
                    begun.log()
                            .append("An asynchronous invocation of "
                                    + event.function().name() + " failed " + (event.failures() + 1)
                                    + " times and is dropped");
                }
            }
        });
    }

    private void refused(Event event, InvocationRefused refusal, Duration pause) {
        boolean young = settings.clock().millis() - event.since() < LONGEST_AGE.toMillis();
        if (refusal.status() == 429 && young) {
            Duration doubled = pause.multipliedBy(2);
            later(pause, event, doubled.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : doubled);
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
