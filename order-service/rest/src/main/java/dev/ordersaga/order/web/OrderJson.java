package dev.ordersaga.order.web;

import dev.ordersaga.order.Attribution;
import dev.ordersaga.order.Money;
import dev.ordersaga.order.Order;
import dev.ordersaga.order.OrderItem;
import dev.ordersaga.order.OrderStatus;
import dev.ordersaga.order.RepairDecision;
import dev.ordersaga.order.Residual;
import dev.ordersaga.order.Review;
import dev.ordersaga.order.access.Requester;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An order as its reader may see it: without the payment method and without task tokens; what is left over and what became
 * of it, and who decided about the order, only for operators.
 *
 * @param residuals null for customers, as {@code skipped} and {@code repairs}
 */
record OrderJson(
        String id,
        OrderStatus status,
        String customerId,
        List<OrderItem> items,
        Money total,
        @Nullable String reason,
        @Nullable ReviewJson review,
        @Nullable StatedJson cancellation,
        @Nullable List<Residual> residuals,
        @Nullable List<Residual> skipped,
        @Nullable List<RepairJson> repairs) {

    static OrderJson of(Order order, Requester reader) {
        Review review = order.review();
        Attribution cancellation = order.cancellation();
        return new OrderJson(
                order.id().value(),
                order.status(),
                order.details().customerId(),
                order.details().items(),
                order.details().total(),
                order.reason(),
                review == null ? null : ReviewJson.of(review, reader),
                cancellation == null ? null : StatedJson.of(cancellation, reader),
                reader.operator() ? order.residuals() : null,
                reader.operator() ? order.skipped() : null,
                reader.operator()
                        ? order.repairs().stream()
                                .map(repair -> RepairJson.of(repair, reader))
                                .toList()
                        : null);
    }

    /** A review; who decided, and what they said, is for operators. */
    record ReviewJson(
            Review.State state,
            @Nullable Instant requestedAt,
            @Nullable Instant decidedAt,
            @Nullable String by,
            @Nullable String reason) {

        private static ReviewJson of(Review review, Requester reader) {
            return new ReviewJson(
                    review.state(),
                    review.requestedAt(),
                    review.decidedAt(),
                    reader.operator() ? review.decidedBy() : null,
                    reader.operator() ? review.reason() : null);
        }
    }

    /** Who wanted something, when and why; another's name and words are for operators. */
    record StatedJson(
            @Nullable String by, Instant at, @Nullable String reason) {

        private static StatedJson of(Attribution attribution, Requester reader) {
            boolean shown = reader.operator() || attribution.by().equals(reader.subject());
            return new StatedJson(
                    shown ? attribution.by() : null, attribution.at(), shown ? attribution.reason() : null);
        }
    }

    /** What an operator decided about what was left over. */
    record RepairJson(
            RepairDecision.Resolution resolution, StatedJson decided, List<Residual> residuals, boolean delivered) {

        private static RepairJson of(RepairDecision repair, Requester reader) {
            return new RepairJson(
                    repair.resolution(),
                    StatedJson.of(repair.attribution(), reader),
                    repair.residuals(),
                    repair.delivered());
        }
    }
}
