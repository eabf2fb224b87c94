package dev.ordersaga.local.events;

import java.time.Instant;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A rule as it stands between two changes: what is asked for by a pattern, by a schedule or by both, and who is told.
 *
 * @param pattern null for a rule of a schedule alone
 * @param schedule null for a rule of a pattern alone
 * @param state such as {@code ENABLED}
 * @param since when its schedule was set: a rate counts from then
 * @param targets by their ids, in the order in which they came
 */
record EventRule(
        BusKey bus,
        String name,
        @Nullable EventPattern pattern,
        @Nullable ScheduleExpression schedule,
        String state,
        @Nullable String description,
        @Nullable String roleArn,
        Instant since,
        Map<String, Target> targets) {

    static final String ENABLED = "ENABLED";
    static final String DISABLED = "DISABLED";

    EventRule {
        targets = Collections.unmodifiableMap(new LinkedHashMap<>(targets));
    }

    boolean isEnabled() {
        return !state.equals(DISABLED);
    }

    String arn() {
        return "arn:aws:events:" + bus.owner().region() + ":" + bus.owner().account() + ":rule/"
                + (bus.isDefault() ? "" : bus.name() + "/") + name;
    }

    EventRule withState(String other) {
        return new EventRule(bus, name, pattern, schedule, other, description, roleArn, since, targets);
    }

    EventRule withTargets(Map<String, Target> others) {
        return new EventRule(bus, name, pattern, schedule, state, description, roleArn, since, others);
    }

    EventRule withSince(Instant other) {
        return new EventRule(bus, name, pattern, schedule, state, description, roleArn, other, targets);
    }

    /** Whether another has the same schedule, or neither has one. */
    boolean isScheduledAs(EventRule other) {
        String own = schedule == null ? "" : schedule.text();
        return own.equals(other.schedule == null ? "" : other.schedule.text());
    }

    Collection<Target> told() {
        return targets.values();
    }
}
