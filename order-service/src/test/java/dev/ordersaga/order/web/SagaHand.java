package dev.ordersaga.order.web;

import dev.ordersaga.order.ConfirmOrder;
import dev.ordersaga.order.CreateOrder;
import dev.ordersaga.order.Money;
import dev.ordersaga.order.OrderDetails;
import dev.ordersaga.order.OrderId;
import dev.ordersaga.order.OrderItem;
import dev.ordersaga.order.RejectOrder;
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
