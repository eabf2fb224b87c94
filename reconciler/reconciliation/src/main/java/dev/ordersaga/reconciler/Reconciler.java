package dev.ordersaga.reconciler;

import dev.ordersaga.reconciler.report.ReconciliationReport;
import java.time.Clock;

/**
 * Compares, and repairs or reports.
 *
 * <p>An order whose execution is dead is run again with the same input under the next number: each of its steps answers what
 * it has answered before, or refuses because it was undone, and so the new run arrives where the order truly stands. Nothing
 * is decided on a list alone, for a list may be behind: before anything is done, what speaks for it is read again, the
 * executions first and what they write after them. No two repairs depend on each other, so a pass may die anywhere, and two
 * may run at once.
 */
public final class Reconciler {

    private final Parts parts;
    private final Clock clock;

    /** Compares these. */
    public Reconciler(Parts parts, Clock clock) {
        this.parts = parts;
        this.clock = clock;
    }

    /**
     * What is compared.
     *
     * @param sagas the executions that carry orders
     * @param refunds the executions that take confirmed orders back
     * @param payments the money held for orders
     * @param reservations the pieces held for orders
     */
    public record Parts(
            OrderService orders,
            SagaExecutions sagas,
            SagaExecutions refunds,
            Holdings payments,
            Holdings reservations) {}

    /**
     * One pass.
     *
     * @throws Unavailable if what is to be compared cannot be listed; what was repaired until then stays so
     */
    public ReconciliationReport reconcile(ReconciliationLimits limits) {
        return new ReconciliationPass(parts, clock, limits).run();
    }
}
