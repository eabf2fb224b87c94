package dev.ordersaga.order.function;

import dev.ordersaga.order.Attribution;
import dev.ordersaga.order.DeliverDecision;
import dev.ordersaga.order.Order;
import dev.ordersaga.order.OrderId;
import dev.ordersaga.order.OrderPage;
import dev.ordersaga.order.OrderPosition;
import dev.ordersaga.order.OrderStatus;
import dev.ordersaga.order.Orders;
import dev.ordersaga.order.RepairDecision;
import dev.ordersaga.order.RepairDecision.Resolution;
import dev.ordersaga.order.Residual;
import dev.ordersaga.order.Review;
import dev.ordersaga.order.stepfunctions.SagaInputs;
import dev.ordersaga.participant.function.Actions;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What this service tells other services of its orders, and does for them: {@code listOrders}, {@code describeOrder},
 * {@code deliverDecision}. Nothing of a customer or of a means of payment is in a list.
 */
final class PublishedOrders {

    private static final int MAX_ON_A_PAGE = 100;

    private final Orders orders;
    private final DeliverDecision delivery;

    PublishedOrders(Orders orders, DeliverDecision delivery) {
        this.orders = orders;
        this.delivery = delivery;
    }

    Actions addTo(Actions actions) {
        return actions.on("listOrders", ListOrdersRequest.class, this::list)
                .on("describeOrder", DescribeOrderRequest.class, this::describe)
                .on("deliverDecision", DeliverDecisionRequest.class, this::deliver);
    }

    private ListOrdersAnswer list(ListOrdersRequest request) {
        OrderPage page = orders.page(
                request.status(), request.limit(), request.after() == null ? null : position(request.after()));
        return new ListOrdersAnswer(
                page.orders().stream().map(PublishedOrder::of).toList(),
                page.next() == null
                        ? null
                        : page.next().placedAt() + " " + page.next().id());
    }

    private DescribeOrderAnswer describe(DescribeOrderRequest request) {
        Order order = orders.find(new OrderId(request.orderId())).orElse(null);
        return order == null
                ? new DescribeOrderAnswer(request.orderId(), null, null, null)
                : new DescribeOrderAnswer(
                        request.orderId(),
                        PublishedOrder.of(order),
                        SagaInputs.ofSaga(order),
                        SagaInputs.ofRefund(order));
    }

    private DeliverDecisionAnswer deliver(DeliverDecisionRequest request) {
        return new DeliverDecisionAnswer(request.orderId(), delivery.deliver(new OrderId(request.orderId())));
    }

    private static OrderPosition position(String after) {
        int blank = after.indexOf(' ');
        if (blank < 0) {
            throw new IllegalArgumentException("after must be the \"next\" of the page before");
        }
        try {
            return new OrderPosition(Instant.parse(after.substring(0, blank)), new OrderId(after.substring(blank + 1)));
        } catch (DateTimeException noInstant) {
            throw new IllegalArgumentException("after must be the \"next\" of the page before", noInstant);
        }
    }

    /**
     * @param limit from 1 to {@link #MAX_ON_A_PAGE}
     * @param after the {@code next} of the page before, null for the first
     */
    record ListOrdersRequest(
            OrderStatus status, int limit, @Nullable String after) {
        ListOrdersRequest {
            if (limit < 1 || limit > MAX_ON_A_PAGE) {
                throw new IllegalArgumentException("limit must be from 1 to " + MAX_ON_A_PAGE);
            }
            if (after != null) {
                position(after);
            }
        }
    }

    record DescribeOrderRequest(String orderId) {
        DescribeOrderRequest {
            new OrderId(orderId);
        }
    }

    record DeliverDecisionRequest(String orderId) {
        DeliverDecisionRequest {
            new OrderId(orderId);
        }
    }

    record ListOrdersAnswer(
            List<PublishedOrder> orders, @Nullable String next) {}

    /**
     * @param order null when it was never written
     * @param sagaInput what the saga that carries it starts with
     * @param refundInput what the saga that takes it back starts with, null while nobody wants it back
     */
    record DescribeOrderAnswer(
            String orderId,
            @Nullable PublishedOrder order,
            @Nullable String sagaInput,
            @Nullable String refundInput) {}

    record DeliverDecisionAnswer(String orderId, boolean delivered) {}

    /** @param cancelledAt when its customer took it back, null when nobody did */
    record PublishedOrder(
            String orderId,
            OrderStatus status,
            String placedAt,
            @Nullable String cancelledAt,
            @Nullable PublishedReview review,
            List<PublishedRepair> repairs) {

        static PublishedOrder of(Order order) {
            Attribution cancellation = order.cancellation();
            Review review = order.review();
            return new PublishedOrder(
                    order.id().value(),
                    order.status(),
                    order.details().placedAt().toString(),
                    cancellation == null ? null : cancellation.at().toString(),
                    review == null ? null : PublishedReview.of(review),
                    order.repairs().stream().map(PublishedRepair::of).toList());
        }
    }

    /** @param awaited whether a saga has ever asked for it */
    record PublishedReview(
            Review.State state, boolean awaited, @Nullable String decidedAt) {

        static PublishedReview of(Review review) {
            Instant decidedAt = review.decidedAt();
            return new PublishedReview(
                    review.state(), !review.tokens().isEmpty(), decidedAt == null ? null : decidedAt.toString());
        }
    }

    /** @param steps what was left over when it was decided, by the names of the steps that could not be undone */
    record PublishedRepair(Resolution resolution, String by, String at, boolean delivered, List<String> steps) {

        static PublishedRepair of(RepairDecision repair) {
            return new PublishedRepair(
                    repair.resolution(),
                    repair.attribution().by(),
                    repair.attribution().at().toString(),
                    repair.delivered(),
                    repair.residuals().stream().map(Residual::step).toList());
        }
    }
}
