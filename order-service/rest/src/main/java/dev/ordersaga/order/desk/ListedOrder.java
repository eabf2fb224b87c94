package dev.ordersaga.order.desk;

import dev.ordersaga.order.Order;
import dev.ordersaga.order.OrderStatus;
import dev.ordersaga.order.RepairDecision;
import dev.ordersaga.order.Review;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An order as a line of a list.
 *
 * @param deadline until when its review is waited for, null when it waits for none or that is not told
 */
record ListedOrder(Order order, @Nullable Instant deadline) {

    static ListedOrder of(Order order, Duration reviewTimeout) {
        return new ListedOrder(order, deadlineOf(order, reviewTimeout));
    }

    static List<ListedOrder> all(List<Order> orders, Duration reviewTimeout) {
        return orders.stream().map(order -> of(order, reviewTimeout)).toList();
    }

    static @Nullable Instant deadlineOf(Order order, Duration reviewTimeout) {
        Review review = order.review();
        Instant since = review == null || !review.isWaiting() ? null : review.requestedAt();
        return since == null || reviewTimeout.isZero() ? null : since.plus(reviewTimeout);
    }

    String id() {
        return order.id().value();
    }

    String brief() {
        return Wording.brief(order.id());
    }

    /** What became of the order, or what it waits for, besides its status. */
    String note() {
        RepairDecision last = order.repair().last();
        if (last != null && order.residuals().isEmpty() && order.status() == OrderStatus.NEEDS_REPAIR) {
            return Wording.words(last.resolution()) + " is on its way";
        }
        Review review = order.review();
        if (order.status() == OrderStatus.PENDING && review != null && review.isWaiting()) {
            return "waits for its review";
        }
        if (order.cancellation() != null && order.status() != OrderStatus.CANCELLED) {
            return "being taken back";
        }
        String reason = order.reason();
        return reason == null ? "" : Wording.words(reason);
    }

    /** What an operator said last, while the saga has not asked again. */
    String decided() {
        RepairDecision last = order.repair().last();
        return last == null || (last.delivered() && !order.repair().answered())
                ? ""
                : Wording.words(last.resolution()) + " by " + last.attribution().by();
    }
}
