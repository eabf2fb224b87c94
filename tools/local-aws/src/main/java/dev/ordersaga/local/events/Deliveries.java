package dev.ordersaga.local.events;

import dev.ordersaga.asl.execution.Timers;
import dev.ordersaga.local.events.EventTarget.Told;
import dev.ordersaga.local.http.AwsJson;
import dev.ordersaga.local.journal.EntryKind;
import dev.ordersaga.local.journal.LocalJournal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Events on their way to targets. One that cannot be handed over is tried again, later each time, for as long and as often as its target
 * says; then it is dropped, which is said: there are no dead-letter queues here. What waits is bounded, and in the journal with the
 * attempts that were made.
 *
 * @see <a href="https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-rule-retry-policy.html">Retrying event delivery</a>
 */
final class Deliveries {

    static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    private static final Duration MAX_PAUSE = Duration.ofMinutes(5);

    /** How many may wait for another attempt; of more, the new ones are dropped. */
    private static final int MAX_WAITING = 1_000;

    private final EventTargets targets;
    private final Clock clock;
    private final ScheduledExecutorService timers;
    private final Duration firstPause;
    private final Consumer<String> say;
    private final LocalJournal journal;
    private volatile @Nullable Timers time;
    private final AtomicInteger waiting = new AtomicInteger();

    /** Hands over on the timers' threads; says on {@code say} what is dropped; what is on its way is in the journal. */
    Deliveries(
            EventTargets targets,
            Clock clock,
            ScheduledExecutorService timers,
            Duration firstPause,
            Consumer<String> say,
            LocalJournal journal) {
        this.targets = targets;
        this.clock = clock;
        this.timers = timers;
        this.firstPause = firstPause;
        this.say = say;
        this.journal = journal;
    }

    private record Sent(String id, EventRule rule, Target target, Told told, Instant since, int attempts) {}

    void send(EventRule rule, Target target, String input, String eventId) {
        Told told = new Told(rule.bus().owner(), rule.arn(), target.arn(), input, eventId, target.asWritten());
        Sent sent = new Sent(UUID.randomUUID().toString(), rule, target, told, clock.instant(), 0);
        keep(sent);
        later(Duration.ZERO, sent);
    }

    /**
     * Hands over what had not been handed over when the process ended; that of rules and targets which are gone is dropped.
     *
     * @param kept what the pauses before further attempts follow from now on, in place of the machine's time
     */
    void goOn(EventRules rules, Timers kept) {
        time = kept;
        journal.recovered(EntryKind.DELIVERY).forEach((id, values) -> {
            JsonNode json = AwsJson.MAPPER.readTree(values.get(0));
            Optional<EventRule> rule = rules.all().stream()
                    .filter(known -> known.arn().equals(json.path("rule").asString()))
                    .findFirst();
            Target target = rule.isEmpty()
                    ? null
                    : rule.get().targets().get(json.path("target").asString());
            if (target == null) {
                journal.remove(EntryKind.DELIVERY, id);
                return;
            }
            Told told = new Told(
                    rule.get().bus().owner(),
                    rule.get().arn(),
                    target.arn(),
                    json.path("input").asString(),
                    json.path("event").asString(),
                    target.asWritten());
            Instant since = Instant.parse(json.path("since").asString());
            int attempts = json.path("attempts").asInt(0);
            if (attempts > 0) {
                waiting.incrementAndGet();
            }
            later(Duration.ZERO, new Sent(id, rule.get(), target, told, since, attempts));
        });
    }

    private void keep(Sent sent) {
        if (!journal.isDurable()) {
            return;
        }
        ObjectNode json = AwsJson.MAPPER.createObjectNode();
        json.put("rule", sent.rule().arn());
        json.put("target", sent.target().id());
        json.put("input", sent.told().input());
        json.put("event", sent.told().eventId());
        json.put("since", sent.since().toString());
        json.put("attempts", sent.attempts());
        journal.set(EntryKind.DELIVERY, sent.id(), AwsJson.MAPPER.writeValueAsBytes(json));
    }

    private void later(Duration pause, Sent sent) {
        Timers kept = time;
        if (kept != null && !pause.isZero()) {
            var unused = kept.at(kept.now().plus(pause), () -> attempt(sent));
            return;
        }
        try {
            var unused = timers.schedule(() -> attempt(sent), pause.toMillis(), TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            // The process is ending, and what waits ends with it.
        }
    }

    private void attempt(Sent sent) {
        if (sent.attempts() > 0) {
            waiting.decrementAndGet();
        }
        targets.deliver(sent.target().service(), sent.told()).whenComplete((done, failure) -> {
            if (failure != null) {
                failed(sent, failure);
            } else {
                journal.remove(EntryKind.DELIVERY, sent.id());
            }
        });
    }

    private void failed(Sent sent, Throwable failure) {
        int attempts = sent.attempts() + 1;
        boolean young = Duration.between(sent.since(), clock.instant())
                        .compareTo(sent.target().longestAge())
                < 0;
        if (EventTargets.passes(failure) && attempts <= sent.target().mostRetries() && young) {
            if (waiting.incrementAndGet() <= MAX_WAITING) {
                Sent again = new Sent(sent.id(), sent.rule(), sent.target(), sent.told(), sent.since(), attempts);
                if (!timers.isShutdown()) {
                    keep(again);
                }
                later(pause(attempts), again);
                return;
            }
            waiting.decrementAndGet();
        }
        if (timers.isShutdown()) {
            return;
        }
        journal.remove(EntryKind.DELIVERY, sent.id());
        Throwable why =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        say.accept("the event " + sent.told().eventId() + " of the rule "
                + sent.rule().name() + " is dropped: "
                + sent.target().arn() + " could not be told, " + why.getMessage()
                + (sent.target().asWritten().has("DeadLetterConfig")
                        ? "; its dead-letter queue is not made here"
                        : ""));
    }

    private Duration pause(int attempts) {
        Duration pause = firstPause.multipliedBy(1L << Math.min(attempts - 1, 20));
        return pause.compareTo(MAX_PAUSE) > 0 ? MAX_PAUSE : pause;
    }
}
