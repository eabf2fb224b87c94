package dev.ordersaga.reconciler;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How far one pass goes.
 *
 * @param grace what is younger is left alone: its saga is probably at it
 * @param stuckAfter an order that is PENDING for longer, while its execution runs, is reported
 * @param lookBack what is older is not compared with the orders; null for everything there is. Executions, and orders that
 *     are not decided, are looked at whatever their age
 * @param budget when it is used up the pass ends, and says so
 * @param dryRun only looks
 */
public record ReconciliationLimits(
        Duration grace, Duration stuckAfter, @Nullable Duration lookBack, Duration budget, boolean dryRun) {

    public ReconciliationLimits {
        if (grace.isNegative() || stuckAfter.isNegative() || budget.isNegative()) {
            throw new IllegalArgumentException("no duration may be negative");
        }
    }
}
