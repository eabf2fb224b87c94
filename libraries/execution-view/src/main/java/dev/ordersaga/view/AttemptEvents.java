package dev.ordersaga.view;

import dev.ordersaga.analysis.Outline;
import dev.ordersaga.asl.IntegrationPattern;
import dev.ordersaga.asl.JitterStrategy;
import dev.ordersaga.asl.Retrier;
import dev.ordersaga.asl.StateNode;
import dev.ordersaga.asl.TaskResource;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** What the events of a try say: it began, goes on, worked out or failed, and whether there will be another. */
final class AttemptEvents {

    /** "States.DataLimitExceeded and States.Runtime errors aren't caught by States.ALL". */
    private static final Set<String> TERMINAL = Set.of("States.DataLimitExceeded", "States.Runtime");

    private final Outline outline;
    private final RunRecord run;

    AttemptEvents(Outline outline, RunRecord run) {
        this.outline = outline;
        this.run = run;
    }

    /** A Task is about to be called. */
    void scheduled(OngoingVisit visit, RecordedEvent event) {
        String input = event.details().has("parameters") ? "parameters" : "input";
        OngoingVisit.OngoingAttempt attempt = new OngoingVisit.OngoingAttempt(
                visit.attempts.size() + 1, event, resource(event.details()), run.data(event, input));
        attempt.until = after(event.timestamp(), event.details().path("timeoutInSeconds"));
        begin(visit, attempt);
        run.set(visit, event.type().startsWith("Activity") ? StateStatus.WAITING : StateStatus.ENTERED);
    }

    /** The branches of a Parallel or the items of a Map begin. */
    void begun(OngoingVisit visit, RecordedEvent event) {
        run.giveUpInside(visit);
        visit.givenUp.clear();
        begin(visit, new OngoingVisit.OngoingAttempt(visit.attempts.size() + 1, event, "", null));
        run.set(visit, StateStatus.ENTERED);
    }

    private static void begin(OngoingVisit visit, OngoingVisit.OngoingAttempt attempt) {
        OngoingVisit.OngoingAttempt before = visit.open();
        if (before != null) {
            before.ended = attempt.started;
            before.error = visit.error;
            before.cause = visit.cause;
        }
        visit.attempts.add(attempt);
        visit.waitingUntil = attempt.until;
        visit.failing = false;
        visit.error = null;
        visit.cause = null;
        visit.nextAttempt = null;
    }

    /** A worker has taken the activity. Other tasks have no such event of their own. */
    void started(OngoingVisit visit, RecordedEvent event) {
        if (event.type().startsWith("Activity")) {
            run.set(visit, StateStatus.ENTERED);
        }
    }

    /** The service has answered; a job or somebody's answer is waited for. */
    void submitted(OngoingVisit visit, RecordedEvent event) {
        OngoingVisit.OngoingAttempt attempt = visit.open();
        if (attempt != null) {
            attempt.answer = run.data(event, "output");
        }
        if (waits(visit)) {
            run.set(visit, StateStatus.WAITING);
        }
    }

    private boolean waits(OngoingVisit visit) {
        return visit.state >= 0
                && outline.state(visit.state)
                        .node()
                        .resource()
                        .map(TaskResource::waitsFor)
                        .filter(pattern -> pattern != IntegrationPattern.REQUEST_RESPONSE)
                        .isPresent();
    }

    void succeeded(OngoingVisit visit, RecordedEvent event) {
        OngoingVisit.OngoingAttempt attempt = visit.open();
        if (attempt != null) {
            attempt.ended = event.timestamp();
            if (event.details().has("output")) {
                attempt.result = run.data(event, "output");
            }
        }
        visit.failing = false;
        visit.waitingUntil = null;
        run.set(visit, StateStatus.ENTERED);
    }

    void failed(OngoingVisit visit, RecordedEvent event) {
        String error = event.text("error");
        String cause = event.text("cause");
        if (error.isEmpty() && event.type().endsWith("TimedOut")) {
            error = "States.Timeout";
        }
        for (OngoingVisit inside : List.copyOf(visit.inside.values())) {
            if (error.isEmpty() && inside.failing && inside.error != null) {
                error = inside.error;
                cause = inside.cause == null ? "" : inside.cause;
            }
        }
        run.giveUpInside(visit);
        OngoingVisit.OngoingAttempt attempt = visit.open();
        visit.error = error.isEmpty() ? "States.TaskFailed" : error;
        visit.cause = cause.isEmpty() ? null : cause;
        if (attempt != null) {
            attempt.ended = event.timestamp();
            attempt.error = visit.error;
            attempt.cause = visit.cause;
        }
        visit.failing = true;
        Optional<Duration> pause = pause(visit, visit.error);
        if (pause.isPresent()) {
            visit.nextAttempt = event.timestamp().plus(pause.get());
            run.set(visit, StateStatus.RETRYING);
        } else {
            // Whether a Catcher goes on, the next event tells.
            run.set(visit, StateStatus.FAILED);
        }
    }

    /** How long until the next try, at the longest; empty where there is none. "When a state reports an error, retriers are scanned in order." */
    private Optional<Duration> pause(OngoingVisit visit, String error) {
        if (visit.state < 0) {
            return Optional.empty();
        }
        StateNode node = outline.state(visit.state).node();
        List<Retrier> retriers = node.retry();
        for (int i = 0; i < retriers.size(); i++) {
            Retrier retrier = retriers.get(i);
            if (retrier.matches(error, TERMINAL.contains(error))) {
                if (visit.retries[i] >= retrier.maxAttempts()) {
                    return Optional.empty();
                }
                double seconds = retrier.delaySeconds(visit.retries[i]++);
                visit.jittered = retrier.jitterStrategy() == JitterStrategy.FULL;
                return Optional.of(Duration.ofMillis(Math.round(seconds * 1000)));
            }
        }
        return Optional.empty();
    }

    private static String resource(JsonNode details) {
        String type = details.path("resourceType").asString("");
        String resource = details.path("resource").asString("");
        return type.isEmpty() ? resource : type + ":" + resource;
    }

    private static @Nullable Instant after(Instant start, JsonNode seconds) {
        return seconds.isIntegralNumber() ? start.plusSeconds(seconds.longValue()) : null;
    }
}
