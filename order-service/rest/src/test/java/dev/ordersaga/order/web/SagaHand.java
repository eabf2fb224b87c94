package dev.ordersaga.order.web;

import dev.ordersaga.order.Attribution;
import dev.ordersaga.order.BeginCancellation;
import dev.ordersaga.order.CancelOrder;
import dev.ordersaga.order.ConfirmOrder;
import dev.ordersaga.order.CreateOrder;
import dev.ordersaga.order.Money;
import dev.ordersaga.order.OrderDetails;
import dev.ordersaga.order.OrderId;
import dev.ordersaga.order.OrderItem;
import dev.ordersaga.order.RejectOrder;
import dev.ordersaga.order.RequestRepair;
import dev.ordersaga.order.RequestReview;
import dev.ordersaga.order.Residual;
import dev.ordersaga.order.Review;
import dev.ordersaga.order.SettleReview;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** Does by hand what a saga would do, with the contents its execution began with. */
final class SagaHand {

    private SagaHand() {}

    static void create(RunningRest rest, String id) {
        new CreateOrder(rest.book).create(new OrderId(id), detailsOf(rest, id));
    }

    static void createAndConfirm(RunningRest rest, String id) {
        create(rest, id);
        new ConfirmOrder(rest.book).confirm(new OrderId(id));
    }

    static void reject(RunningRest rest, String id, String reason) {
        new RejectOrder(rest.book).reject(new OrderId(id), detailsOf(rest, id), reason, List.of());
    }

    static void requestReview(RunningRest rest, String id, String token) {
        new RequestReview(rest.book, Clock.systemUTC()).request(new OrderId(id), token);
        rest.stepFunctions.waitFor(token);
    }

    static Review.State settleReview(RunningRest rest, String id) {
        return new SettleReview(rest.book, Clock.systemUTC()).settle(new OrderId(id));
    }

    /** Asks for repair with one residual; nothing waits for the token yet. */
    static void requestRepair(RunningRest rest, String id, String token) {
        new RequestRepair(rest.book)
                .request(
                        new OrderId(id),
                        detailsOf(rest, id),
                        "OUT_OF_STOCK",
                        List.of(new Residual("RefundPayment", "dev.ordersaga.payment.RefundRefused", "no")),
                        token);
    }

    /** What a refund does when all goes well. */
    static void refund(RunningRest rest, String id) {
        JsonNode cancellation = rest.stepFunctions.refundOf(id).path("cancellation");
        new BeginCancellation(rest.book)
                .begin(
                        new OrderId(id),
                        new Attribution(
                                cancellation.path("by").stringValue(),
                                Instant.parse(cancellation.path("at").stringValue()),
                                cancellation.path("reason").asStringOpt().orElse(null)));
        new CancelOrder(rest.book).cancel(new OrderId(id), List.of());
    }

    private static OrderDetails detailsOf(RunningRest rest, String id) {
        JsonNode input = rest.stepFunctions.inputOf(id);
        return new OrderDetails(
                input.path("customerId").stringValue(),
                List.of(new OrderItem("TEA-1", 2, new Money(450, "EUR"))),
                new Money(900, "EUR"),
                input.path("paymentMethod").stringValue(),
                input.path("fingerprint").stringValue(),
                Instant.parse(input.path("placedAt").stringValue()));
    }
}
