package dev.ordersaga.reconciler;

import dev.ordersaga.reconciler.report.Discrepancy;
import dev.ordersaga.reconciler.report.Discrepancy.Kind;
import dev.ordersaga.reconciler.report.Discrepancy.Outcome;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** How far a pass has come: what it has found, and how much time it has left. */
final class PassProgress {

    private final Clock clock;
    private final ReconciliationLimits limits;
    private final Instant began;
    private final List<Discrepancy> findings = new ArrayList<>();

    /** Orders about which something was found: one thing at a time, the next pass sees what came of it. */
    private final Set<String> found = new HashSet<>();

    private boolean complete = true;

    PassProgress(Clock clock, ReconciliationLimits limits) {
        this.clock = clock;
        this.limits = limits;
        this.began = clock.instant();
    }

    Instant began() {
        return began;
    }

    ReconciliationLimits limits() {
        return limits;
    }

    boolean isComplete() {
        return complete;
    }

    List<Discrepancy> findings() {
        return findings;
    }

    Set<String> found() {
        return found;
    }

    boolean isFound(OrderId id) {
        return found.contains(id.value());
    }

    /** Old enough that what is wrong with it is not merely on its way. */
    boolean isOld(@Nullable Instant moment) {
        // Without grace nothing is too young, also not by a clock that is ahead of ours.
        return moment != null
                && (limits.grace().isZero() || !moment.plus(limits.grace()).isAfter(clock.instant()));
    }

    boolean timeLeft() {
        if (clock.instant().isAfter(began.plus(limits.budget()))) {
            complete = false;
        }
        return complete;
    }

    /** Looks at one thing; that it cannot be looked at now is no reason not to look at the next. */
    void look(String at, Runnable comparison) {
        try {
            comparison.run();
        } catch (Unavailable away) {
            add(
                    Kind.NOT_COMPARED,
                    at,
                    Outcome.REPORTED,
                    away.getMessage() + "; the next pass looks again"
                            + (away.getCause() == null
                                    ? ""
                                    : " (" + away.getCause().getMessage() + ")"));
        }
    }

    void report(Kind kind, @Nullable String order, String detail) {
        add(kind, order, Outcome.REPORTED, detail);
    }

    void add(Kind kind, @Nullable String order, Outcome outcome, String detail) {
        findings.add(new Discrepancy(kind, order, outcome, detail));
        if (order != null) {
            found.add(order);
        }
    }
}
