package dev.ordersaga.order.desk;

import dev.ordersaga.order.DecideRepair;
import dev.ordersaga.order.DecideReview;
import dev.ordersaga.order.DecisionOnItsWay;
import dev.ordersaga.order.NoReviewWaiting;
import dev.ordersaga.order.NothingToRepair;
import dev.ordersaga.order.Order;
import dev.ordersaga.order.OrderId;
import dev.ordersaga.order.OrderStatus;
import dev.ordersaga.order.RepairDecision.Resolution;
import dev.ordersaga.order.RequestCancellation;
import dev.ordersaga.order.Review;
import dev.ordersaga.order.TooLateToCancel;
import dev.ordersaga.order.Unavailable;
import dev.ordersaga.order.access.Requester;
import dev.ordersaga.order.saga.FindOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Decides about several orders, one after the other, each for itself. */
final class Decisions {

    /** At once; a page shows no more. */
    static final int MAX_ORDERS = 50;

    /**
     * What became of one order's decision.
     *
     * @param id as it was asked for
     */
    record Outcome(String id, String brief, boolean good, String text) {}

    private final FindOrder findOrder;
    private final RequestCancellation requestCancellation;
    private final DecideReview decideReview;
    private final DecideRepair decideRepair;

    Decisions(
            FindOrder findOrder,
            RequestCancellation requestCancellation,
            DecideReview decideReview,
            DecideRepair decideRepair) {
        this.findOrder = findOrder;
        this.requestCancellation = requestCancellation;
        this.decideReview = decideReview;
        this.decideRepair = decideRepair;
    }

    /** Decides about each; after a service was away the rest is not tried. The same decision may be sent again. */
    List<Outcome> decide(List<String> ids, DeskAction action, @Nullable String reason, Requester requester) {
        List<Outcome> outcomes = new ArrayList<>();
        String away = "";
        for (String id : ids) {
            if (!away.isEmpty()) {
                outcomes.add(new Outcome(id, brief(id), false, "not tried, for " + away + " does not answer"));
                continue;
            }
            try {
                outcomes.add(decide(id, action, reason, requester));
            } catch (Unavailable unavailable) {
                away = unavailable.service();
                outcomes.add(new Outcome(
                        id, brief(id), false, away + " does not answer; it is safe to decide the same again"));
            }
        }
        return outcomes;
    }

    private Outcome decide(String id, DeskAction action, @Nullable String reason, Requester requester) {
        Optional<Order> found = OrderId.parse(id).flatMap(findOrder::find).filter(requester::mayTouch);
        if (found.isEmpty()) {
            return new Outcome(id, brief(id), false, "there is no such order");
        }
        try {
            return new Outcome(id, brief(id), true, said(found.get(), action, reason, requester));
        } catch (NoReviewWaiting | NothingToRepair | DecisionOnItsWay | TooLateToCancel refused) {
            return new Outcome(id, brief(id), false, shortened(String.valueOf(refused.getMessage()), id));
        }
    }

    private String said(Order order, DeskAction action, @Nullable String reason, Requester requester) {
        String by = requester.subject();
        Order after = switch (action) {
            case APPROVE -> decideReview.decide(order.id(), Review.Decision.APPROVE, by, reason);
            case REFUSE -> decideReview.decide(order.id(), Review.Decision.REFUSE, by, reason);
            case RETRY -> decideRepair.decide(order.id(), Resolution.RETRY, by, reason);
            case DONE -> decideRepair.decide(order.id(), Resolution.DONE, by, reason);
            case SKIP -> decideRepair.decide(order.id(), Resolution.SKIP, by, reason);
            case CANCEL -> requestCancellation.cancel(order, by, reason);
        };
        return action == DeskAction.CANCEL && after.status() == OrderStatus.CANCELLED
                ? "taken back; nothing is kept"
                : action.done();
    }

    private static String brief(String id) {
        return OrderId.parse(id).map(Wording::brief).orElse("?");
    }

    /** Messages name the order, which the line does already. */
    private static String shortened(String message, String id) {
        return message.replace("order " + id + ": ", "").replace("order " + id + " ", "it ");
    }
}
