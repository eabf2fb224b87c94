package dev.ordersaga.reconciler;

import dev.ordersaga.reconciler.PublishedOrder.Repair;
import dev.ordersaga.reconciler.PublishedOrder.Review;
import dev.ordersaga.reconciler.PublishedOrder.Status;
import dev.ordersaga.reconciler.report.Discrepancy.Kind;
import dev.ordersaga.reconciler.report.Discrepancy.Outcome;
import java.time.Instant;
import java.util.Optional;

/** Undecided orders whose run goes on: what people decided has reached it, and it is not stuck. */
final class DecisionsCheck {

    private final OrderService orders;
    private final PassProgress progress;

    DecisionsCheck(OrderService orders, PassProgress progress) {
        this.orders = orders;
        this.progress = progress;
    }

    void check(PublishedOrder order, SagaExecutions executions, SagaExecution run) {
        if (order.status() == Status.NEEDS_REPAIR) {
            order.lastRepair().ifPresent(last -> repair(order.id(), last));
            return;
        }
        Review review = order.review();
        if (review != null && review.waiting()) {
            return; // for a person, who may take the time that the saga gives
        }
        Instant decidedAt = review == null ? null : review.decidedAt();
        boolean decided = review != null && review.awaited() && progress.isOld(decidedAt);
        // The time that the saga waited for a person is not its own.
        Instant since = decidedAt != null && decidedAt.isAfter(run.started()) ? decidedAt : run.started();
        boolean stuck = !since.plus(progress.limits().stuckAfter()).isAfter(progress.began());
        if (!stuck && !decided) {
            return;
        }
        Optional<String> state = executions.stateOf(order.id(), run.number());
        if (decided && state.filter("RequestReview"::equals).isPresent()) {
            deliver(order.id(), "its review is decided");
        } else if (stuck) {
            progress.report(
                    Kind.ORDER_STUCK,
                    order.id().value(),
                    "it is PENDING, and its run " + run.number() + " has been going on since " + since
                            + state.map(at -> " in " + at).orElse(""));
        }
    }

    private void repair(OrderId id, Repair last) {
        if (!last.delivered() && progress.isOld(last.at())) {
            deliver(id, last.by() + " decided " + last.resolution() + " about its repair");
        }
    }

    private void deliver(OrderId id, String what) {
        if (progress.limits().dryRun()) {
            progress.add(Kind.DECISION_NOT_DELIVERED, id.value(), Outcome.PROPOSED, what + "; its saga would be told");
        } else if (orders.deliverDecision(id)) {
            progress.add(Kind.DECISION_NOT_DELIVERED, id.value(), Outcome.REPAIRED, what + "; its saga is told now");
        }
        // Otherwise the saga is between two questions: it has the answer, or asks again, and the next pass sees.
    }
}
