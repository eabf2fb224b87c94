package dev.ordersaga.local.events;

import dev.ordersaga.local.http.AwsJson;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Tells the targets of rules that have a schedule, whenever it says so. A rule that is changed begins anew. */
final class RuleSchedules {

    private static final String SCHEDULED = "Scheduled Event";

    private final EventRouter router;
    private final Clock clock;
    private final ScheduledExecutorService timers;
    private final Map<String, Future<?>> next = new HashMap<>();

    RuleSchedules(EventRouter router, Clock clock, ScheduledExecutorService timers) {
        this.router = router;
        this.clock = clock;
        this.timers = timers;
    }

    /** A rule was made, changed or deleted. */
    synchronized void changed(@Nullable EventRule before, @Nullable EventRule after) {
        if (before != null) {
            Future<?> planned = next.remove(before.arn());
            if (planned != null) {
                planned.cancel(false);
            }
        }
        if (after != null && after.isEnabled() && after.schedule() != null) {
            plan(after, clock.instant());
        }
    }

    private void plan(EventRule rule, Instant after) {
        ScheduleExpression schedule = rule.schedule();
        if (schedule == null) {
            return;
        }
        schedule.next(after).ifPresent(when -> {
            long millis = Math.max(0, Duration.between(clock.instant(), when).toMillis());
            try {
                next.put(rule.arn(), timers.schedule(() -> fire(rule, when), millis, TimeUnit.MILLISECONDS));
            } catch (RejectedExecutionException e) {
                // The process is ending.
            }
        });
    }

    private void fire(EventRule rule, Instant when) {
        synchronized (this) {
            if (!next.containsKey(rule.arn())) {
                return;
            }
            plan(rule, when);
        }
        BusEvent event = new BusEvent(
                UUID.randomUUID().toString(),
                rule.bus().owner(),
                "aws.events",
                SCHEDULED,
                when,
                List.of(rule.arn()),
                AwsJson.MAPPER.createObjectNode());
        router.send(rule, event.id(), event.json());
    }
}
