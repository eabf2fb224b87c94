package dev.ordersaga.reconciler;

import dev.ordersaga.reconciler.PublishedOrder.Status;
import dev.ordersaga.reconciler.report.Discrepancy;
import dev.ordersaga.reconciler.report.Discrepancy.Kind;
import dev.ordersaga.reconciler.report.Discrepancy.Outcome;
import dev.ordersaga.reconciler.report.ReconciliationReport;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One pass of the reconciler, used once: its checks, one after the other. */
final class ReconciliationPass {

    private final Reconciler.Parts parts;
    private final Clock clock;
    private final ReconciliationLimits limits;
    private final PassProgress progress;

    ReconciliationPass(Reconciler.Parts parts, Clock clock, ReconciliationLimits limits) {
        this.parts = parts;
        this.clock = clock;
        this.limits = limits;
        this.progress = new PassProgress(clock, limits);
    }

    ReconciliationReport run() {
        SagaRestarts restarts = new SagaRestarts(progress);
        OrderList list = new OrderList(parts.orders(), progress);
        EndedExecutionsCheck ended = new EndedExecutionsCheck(progress, restarts);
        int executionsEndedBadly = ended.check(parts.sagas()) + ended.check(parts.refunds());
        UndecidedOrdersCheck undecided = new UndecidedOrdersCheck(parts, list, progress, restarts);
        int ordersUndecided = undecided.check(Status.PENDING) + undecided.check(Status.NEEDS_REPAIR);
        // First what is held, then the orders: an order that is confirmed meanwhile is not missed by its payment.
        Instant since = limits.lookBack() == null ? null : progress.began().minus(limits.lookBack());
        Map<String, Holding> money = collect(parts.payments(), since);
        Map<String, Holding> pieces = collect(parts.reservations(), since);
        Set<String> accountedFor =
                new ConfirmedOrdersCheck(parts, list, progress, restarts).check(since, money, pieces);
        int ordersConfirmed = accountedFor.size();
        accountedFor.addAll(progress.found());
        UnownedHoldingsCheck unowned = new UnownedHoldingsCheck(parts, progress);
        unowned.check(parts.payments(), money, accountedFor, Kind.CHARGE_WITHOUT_ORDER, "RefundPayment");
        unowned.check(parts.reservations(), pieces, accountedFor, Kind.RESERVATION_WITHOUT_ORDER, "ReleaseInventory");
        if (!progress.isComplete()) {
            progress.findings()
                    .add(new Discrepancy(
                            Kind.NOT_COMPARED,
                            null,
                            Outcome.REPORTED,
                            "the time for one pass was up before all was compared"));
        }
        return new ReconciliationReport(
                progress.began(),
                clock.instant(),
                limits.dryRun(),
                progress.isComplete(),
                new ReconciliationReport.Compared(
                        executionsEndedBadly, ordersUndecided, ordersConfirmed, money.size(), pieces.size()),
                progress.findings());
    }

    private Map<String, Holding> collect(Holdings holdings, @Nullable Instant since) {
        Map<String, Holding> all = new HashMap<>();
        @Nullable String after = null;
        do {
            if (!progress.timeLeft()) {
                break;
            }
            Holdings.Page page = holdings.page(after, since);
            page.holdings().forEach(holding -> all.put(holding.orderId(), holding));
            after = page.next();
        } while (after != null);
        return all;
    }
}
