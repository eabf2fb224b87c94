package dev.ordersaga.reconciler.report;

import dev.ordersaga.reconciler.report.Discrepancy.Outcome;
import java.time.Instant;
import java.util.List;

/**
 * What one pass has found and done.
 *
 * @param dryRun whether it only looked
 * @param complete whether everything was looked at
 */
public record ReconciliationReport(
        Instant began, Instant ended, boolean dryRun, boolean complete, Compared compared, List<Discrepancy> findings) {

    public ReconciliationReport {
        findings = List.copyOf(findings);
    }

    public long repaired() {
        return count(Outcome.REPAIRED);
    }

    public long proposed() {
        return count(Outcome.PROPOSED);
    }

    /** How much is left for a person. */
    public long reported() {
        return count(Outcome.REPORTED);
    }

    private long count(Outcome outcome) {
        return findings.stream().filter(finding -> finding.outcome() == outcome).count();
    }

    /** How much was looked at. */
    public record Compared(
            int executionsEndedBadly, int ordersUndecided, int ordersConfirmed, int payments, int reservations) {}
}
