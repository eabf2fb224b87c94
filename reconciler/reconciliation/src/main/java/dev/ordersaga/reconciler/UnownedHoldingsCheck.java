package dev.ordersaga.reconciler;

import dev.ordersaga.reconciler.Holding.State;
import dev.ordersaga.reconciler.report.Discrepancy.Kind;
import dev.ordersaga.reconciler.report.Discrepancy.Outcome;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What is held for no order: it is given back. */
final class UnownedHoldingsCheck {

    private final Reconciler.Parts parts;
    private final PassProgress progress;

    UnownedHoldingsCheck(Reconciler.Parts parts, PassProgress progress) {
        this.parts = parts;
        this.progress = progress;
    }

    /**
     * Gives back what is held for none of the orders that may hold it.
     *
     * @param accountedFor the ids of orders that hold rightly, or were found before
     * @param undo the step that gives back
     */
    void check(Holdings holdings, Map<String, Holding> held, Set<String> accountedFor, Kind kind, String undo) {
        for (Holding holding : held.values()) {
            if (!progress.timeLeft()) {
                return;
            }
            String id = holding.orderId();
            if (mayBeGivenBack(holding.state()) && progress.isOld(holding.changed()) && !accountedFor.contains(id)) {
                progress.look(id, () -> check(holdings, holding, kind, undo));
            }
        }
    }

    private void check(Holdings holdings, Holding holding, Kind kind, String undo) {
        Optional<OrderId> id = OrderId.parse(holding.orderId());
        if (id.isPresent() && (isRightful(id.get(), undo) || isAtWork(id.get()))) {
            return;
        }
        // Its run may have written the order between the two looks.
        Optional<PublishedOrder> order = id.flatMap(parts.orders()::find);
        if (order.filter(it -> it.mayHold(undo)).isPresent() || !mayBeGivenBack(holdings.find(holding.orderId()))) {
            return;
        }
        String what = holding.what() + " held, and the order "
                + order.map(ended -> "is " + ended.status()).orElse("does not exist");
        if (progress.limits().dryRun()) {
            progress.add(kind, holding.orderId(), Outcome.PROPOSED, what + "; would be given back");
        } else {
            giveBack(holdings, holding, kind, what);
        }
    }

    private void giveBack(Holdings holdings, Holding holding, Kind kind, String what) {
        String id = holding.orderId();
        try {
            if (holdings.giveBack(id) || holdings.find(id) == State.GIVEN_BACK) {
                progress.add(kind, id, Outcome.REPAIRED, what + "; given back");
            } else if (holding.state() == State.INTENDED) {
                progress.add(kind, id, Outcome.REPAIRED, what + "; nothing had been taken, and none will be");
            } else {
                progress.report(kind, id, what + "; the service knows of nothing to give back");
            }
        } catch (Holdings.Refused refused) {
            progress.report(kind, id, what + "; it is not given back: " + refused.getMessage());
        }
    }

    private boolean isRightful(OrderId id, String undo) {
        return parts.orders().find(id).filter(order -> order.mayHold(undo)).isPresent();
    }

    /** A saga that runs gives back what it took; one that ended badly is run again, and then does. */
    private boolean isAtWork(OrderId id) {
        return isAtWork(parts.sagas(), id) || isAtWork(parts.refunds(), id);
    }

    private static boolean isAtWork(SagaExecutions executions, OrderId id) {
        return executions
                .newest(id)
                .filter(run -> run.status() != SagaExecution.Status.SUCCEEDED)
                .isPresent();
    }

    private static boolean mayBeGivenBack(State state) {
        return state == State.HELD || state == State.INTENDED;
    }
}
