package dev.ordersaga.local.events;

import dev.ordersaga.asl.execution.Timers;
import dev.ordersaga.local.http.AwsJson;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Tells the targets of rules that have a schedule, whenever it says so by local time: where time is moved on, each falls due on the way. A
 * rule whose schedule is changed begins anew. What fell due while local-aws was down is not made up for.
 */
final class RuleSchedules {

    private static final String SCHEDULED = "Scheduled Event";

    private final EventRouter router;
    private final EventRules rules;
    private final Map<String, Planned> next = new HashMap<>();

    // Null until schedules begin.
    private @Nullable Timers timers;

    private record Planned(EventRule rule, Instant when, Timers.Alarm alarm) {}

    RuleSchedules(EventRouter router, EventRules rules) {
        this.router = router;
        this.rules = rules;
    }

    /** From now on schedules are kept, also those of rules that are there already. */
    void begin(Timers kept) {
        synchronized (this) {
            timers = kept;
        }
        rules.all().forEach(rule -> changed(null, rule));
    }

    /** A rule was made, changed or deleted. */
    synchronized void changed(@Nullable EventRule before, @Nullable EventRule after) {
        EventRule either = before == null ? after : before;
        Planned planned = either == null ? null : next.remove(either.arn());
        if (planned != null) {
            planned.alarm().cancel();
        }
        if (timers != null && after != null && after.isEnabled()) {
            plan(timers, after, timers.now());
        }
    }

    private void plan(Timers kept, EventRule rule, Instant after) {
        ScheduleExpression schedule = rule.schedule();
        if (schedule != null) {
            schedule.next(rule.since(), after)
                    .ifPresent(when ->
                            next.put(rule.arn(), new Planned(rule, when, kept.at(when, () -> fire(rule, when)))));
        }
    }

    private void fire(EventRule rule, Instant when) {
        synchronized (this) {
            Planned planned = next.get(rule.arn());
            if (timers == null
                    || planned == null
                    || !planned.rule().equals(rule)
                    || !planned.when().equals(when)) {
                return;
            }
            // A machine that slept does not make up for the hours, either.
            plan(timers, rule, timers.now().isBefore(when) ? when : timers.now());
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
