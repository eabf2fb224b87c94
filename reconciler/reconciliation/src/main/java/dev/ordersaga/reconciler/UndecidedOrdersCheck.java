package dev.ordersaga.reconciler;

import dev.ordersaga.reconciler.PublishedOrder.Status;
import dev.ordersaga.reconciler.report.Discrepancy.Kind;
import java.util.Optional;

/** Orders that are not decided: each is carried by a run, which is neither stuck nor waits for a decision that was made. */
final class UndecidedOrdersCheck {

    private final OrderService orders;
    private final SagaExecutions sagas;
    private final SagaExecutions refunds;
    private final OrderList list;
    private final PassProgress progress;
    private final SagaRestarts restarts;
    private final DecisionsCheck decisions;

    UndecidedOrdersCheck(Reconciler.Parts parts, OrderList list, PassProgress progress, SagaRestarts restarts) {
        this.orders = parts.orders();
        this.sagas = parts.sagas();
        this.refunds = parts.refunds();
        this.list = list;
        this.progress = progress;
        this.restarts = restarts;
        this.decisions = new DecisionsCheck(parts.orders(), progress);
    }

    /** Looks at them, and answers how many there were. */
    int check(Status status) {
        int[] compared = {0};
        list.each(status, order -> {
            compared[0]++;
            if (progress.isOld(order.placedAt()) && !progress.isFound(order.id())) {
                progress.look(order.id().value(), () -> check(order.id(), status));
            }
            return true;
        });
        return compared[0];
    }

    private void check(OrderId id, Status status) {
        Optional<PublishedOrder> read = orders.find(id).filter(order -> order.status() == status);
        if (read.isEmpty()) {
            return;
        }
        Optional<SagaExecution> newest = sagas.newest(id);
        if (newest.isPresent() && newest.get().isRunning()) {
            decisions.check(read.get(), sagas, newest.get());
            return;
        }
        // A customer took it back when it was confirmed: then it is the refund that carries it.
        Optional<SagaExecution> refund = read.get().cancelledAt() == null ? Optional.empty() : refunds.newest(id);
        if (refund.isPresent() && refund.get().isRunning()) {
            decisions.check(read.get(), refunds, refund.get());
            return;
        }
        // It may have been decided between the two looks, and that is why nothing runs.
        if (orders.find(id).filter(again -> again.status() == status).isEmpty()) {
            return;
        }
        if (refund.isPresent()) {
            restarts.againIfOld(refunds, id, refund.get());
        } else if (newest.isPresent()) {
            restarts.againIfOld(sagas, id, newest.get());
        } else {
            restarts.start(
                    sagas,
                    id,
                    1,
                    orders.sagaInput(id),
                    Kind.EXECUTION_MISSING,
                    "it is " + status + ", and Step Functions knows of no execution");
        }
    }
}
