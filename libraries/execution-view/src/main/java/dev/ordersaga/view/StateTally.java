package dev.ordersaga.view;

import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** All visits to one state, counted, and the status that stands for them. */
final class StateTally {

    private final int state;
    private final Map<StateStatus, Integer> counts = new EnumMap<>(StateStatus.class);
    private StateStatus status = StateStatus.NEVER_ENTERED;
    /** The visits that go on, by how they stand. */
    private final Map<StateStatus, Set<OngoingVisit>> open = new EnumMap<>(StateStatus.class);
    /** The visit that was left last. */
    private @Nullable OngoingVisit last;
    /** The visit around the last one that failed. */
    private @Nullable OngoingVisit failedWithin;

    StateTally(int state) {
        this.state = state;
    }

    StateStatus status() {
        return status;
    }

    /** A visit stands differently; returns whether the state does. */
    boolean moved(OngoingVisit visit, StateStatus before, StateStatus now) {
        if (before != StateStatus.NEVER_ENTERED) {
            counts.merge(before, -1, Integer::sum);
        }
        counts.merge(now, 1, Integer::sum);
        Set<OngoingVisit> stood = open.get(before);
        if (stood != null) {
            stood.remove(visit);
        }
        if (now.isOpen()) {
            open.computeIfAbsent(now, key -> new LinkedHashSet<>()).add(visit);
        } else {
            last = visit;
        }
        if (now == StateStatus.FAILED) {
            failedWithin = visit.within;
        }
        StateStatus old = status;
        status = decide(visit, now);
        return status != old;
    }

    private StateStatus decide(OngoingVisit visit, StateStatus now) {
        for (StateStatus open : new StateStatus[] {StateStatus.RETRYING, StateStatus.WAITING, StateStatus.ENTERED}) {
            if (count(open) > 0) {
                return open;
            }
        }
        boolean failedBeside = count(StateStatus.FAILED) > 0 && failedWithin != null && failedWithin == visit.within;
        return failedBeside ? StateStatus.FAILED : now;
    }

    private int count(StateStatus each) {
        return counts.getOrDefault(each, 0);
    }

    /** Of those that go on the one that has stood so for longest; else the one that was left last. */
    private @Nullable OngoingVisit deciding() {
        Set<OngoingVisit> standing = open.getOrDefault(status, Set.of());
        return standing.isEmpty() ? last : standing.iterator().next();
    }

    StateView toView() {
        Map<StateStatus, Integer> visits = new EnumMap<>(counts);
        visits.values().removeIf(count -> count == 0);
        OngoingVisit visit = deciding();
        if (visit == null) {
            return new StateView(state, status, visits, 0, Optional.empty(), Optional.empty(), Optional.empty(), 0, 0);
        }
        StateVisit seen = visit.toVisit();
        return new StateView(
                state,
                status,
                visits,
                visit.attempt(),
                Optional.of(visit.since),
                seen.waitingUntil(),
                seen.nextAttempt(),
                visit.items,
                visit.itemsDone);
    }
}
