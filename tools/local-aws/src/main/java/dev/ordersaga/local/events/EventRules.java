package dev.ordersaga.local.events;

import dev.ordersaga.local.http.AwsError;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** The rules of all buses. Whoever keeps something of a rule, such as its timer, is told of every change. */
final class EventRules {

    private final Map<BusKey, NavigableMap<String, EventRule>> byBus = new ConcurrentHashMap<>();
    private final List<Change> watchers = new CopyOnWriteArrayList<>();

    /** Told, in order, of each change of one rule; one of the two is null where the rule is new or gone. */
    @FunctionalInterface
    interface Change {

        void changed(@Nullable EventRule before, @Nullable EventRule after);
    }

    void watchedBy(Change watcher) {
        watchers.add(watcher);
    }

    /** The rules of a bus by name. */
    List<EventRule> on(BusKey bus) {
        NavigableMap<String, EventRule> rules = byBus.get(bus);
        if (rules == null) {
            return List.of();
        }
        synchronized (rules) {
            return List.copyOf(rules.values());
        }
    }

    /** The rules of all buses. */
    List<EventRule> all() {
        return byBus.keySet().stream().flatMap(bus -> on(bus).stream()).toList();
    }

    /** Whether any rule waits for the events of a bus. */
    boolean any(BusKey bus) {
        NavigableMap<String, EventRule> rules = byBus.get(bus);
        if (rules == null) {
            return false;
        }
        synchronized (rules) {
            return rules.values().stream().anyMatch(rule -> rule.isEnabled() && rule.pattern() != null);
        }
    }

    EventRule get(BusKey bus, String name) {
        return find(bus, name)
                .orElseThrow(() -> new AwsError(
                        "ResourceNotFoundException",
                        "Rule " + name + " does not exist on EventBus " + bus.name() + "."));
    }

    Optional<EventRule> find(BusKey bus, String name) {
        NavigableMap<String, EventRule> rules = byBus.get(bus);
        if (rules == null) {
            return Optional.empty();
        }
        synchronized (rules) {
            return Optional.ofNullable(rules.get(name));
        }
    }

    /** Makes a rule, or another of the one there is, whose targets it keeps. */
    void put(EventRule rule) {
        NavigableMap<String, EventRule> rules = byBus.computeIfAbsent(rule.bus(), bus -> new TreeMap<>());
        synchronized (rules) {
            EventRule before = rules.get(rule.name());
            EventRule after = before == null ? rule : keeping(before, rule);
            rules.put(rule.name(), after);
            tell(before, after);
        }
    }

    /** What a rule has of the one whose place it takes: targets, and the count of a rate that stays the same. */
    private static EventRule keeping(EventRule before, EventRule rule) {
        EventRule same = rule.withTargets(before.targets());
        return rule.isScheduledAs(before) ? same.withSince(before.since()) : same;
    }

    /** Changes a rule; refuses where there is none. */
    void change(BusKey bus, String name, UnaryOperator<EventRule> change) {
        NavigableMap<String, EventRule> rules = byBus.computeIfAbsent(bus, absent -> new TreeMap<>());
        synchronized (rules) {
            EventRule before = get(bus, name);
            EventRule after = change.apply(before);
            rules.put(name, after);
            tell(before, after);
        }
    }

    void delete(BusKey bus, String name) {
        NavigableMap<String, EventRule> rules = byBus.get(bus);
        if (rules == null) {
            return;
        }
        synchronized (rules) {
            EventRule before = rules.get(name);
            if (before == null) {
                return;
            }
            if (!before.targets().isEmpty()) {
                throw new AwsError("ValidationException", "Rule can't be deleted since it has targets.");
            }
            rules.remove(name);
            tell(before, null);
        }
    }

    private void tell(@Nullable EventRule before, @Nullable EventRule after) {
        watchers.forEach(watcher -> watcher.changed(before, after));
    }
}
