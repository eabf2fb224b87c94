package dev.ordersaga.reconciler.aws;

import dev.ordersaga.reconciler.OrderId;
import dev.ordersaga.reconciler.OrderService;
import dev.ordersaga.reconciler.PublishedOrder;
import dev.ordersaga.reconciler.PublishedOrder.Repair;
import dev.ordersaga.reconciler.PublishedOrder.Resolution;
import dev.ordersaga.reconciler.PublishedOrder.Review;
import dev.ordersaga.reconciler.PublishedOrder.Status;
import dev.ordersaga.reconciler.Unavailable;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** The orders as order-service's function answers: its actions {@code listOrders}, {@code describeOrder}, {@code deliverDecision}. */
final class LambdaOrderService implements OrderService {

    private final ServiceFunction service;

    LambdaOrderService(ServiceFunction service) {
        this.service = service;
    }

    @Override
    public Optional<PublishedOrder> find(OrderId id) {
        JsonNode order = describe(id).path("order");
        return order.isObject() ? Optional.of(order(order)) : Optional.empty();
    }

    @Override
    public Page page(Status status, int limit, @Nullable String after) {
        Map<String, Object> question =
                new HashMap<>(Map.of("action", "listOrders", "status", status.name(), "limit", limit));
        if (after != null) {
            question.put("after", after);
        }
        JsonNode answer = ask(question);
        return new Page(
                answer.path("orders")
                        .valueStream()
                        .map(LambdaOrderService::order)
                        .toList(),
                answer.path("next").isString() ? answer.path("next").stringValue() : null);
    }

    @Override
    public String sagaInput(OrderId id) {
        return describe(id).path("sagaInput").stringValue();
    }

    @Override
    public String refundInput(OrderId id) {
        return describe(id).path("refundInput").stringValue();
    }

    @Override
    public boolean deliverDecision(OrderId id) {
        return ask(Map.of("action", "deliverDecision", "orderId", id.value()))
                .path("delivered")
                .booleanValue();
    }

    private JsonNode describe(OrderId id) {
        return ask(Map.of("action", "describeOrder", "orderId", id.value()));
    }

    /** No question of ours is one that the service may refuse: an error is a service that is not well. */
    private JsonNode ask(Map<String, Object> question) {
        try {
            return service.call(question);
        } catch (ServiceFunction.Failed failed) {
            throw new Unavailable(service.service(), failed);
        }
    }

    private static PublishedOrder order(JsonNode json) {
        return new PublishedOrder(
                new OrderId(json.path("orderId").stringValue()),
                Status.valueOf(json.path("status").stringValue()),
                Instant.parse(json.path("placedAt").stringValue()),
                instant(json.path("cancelledAt")),
                json.path("review").isObject() ? review(json.path("review")) : null,
                json.path("repairs")
                        .valueStream()
                        .map(LambdaOrderService::repair)
                        .toList());
    }

    private static Review review(JsonNode json) {
        return new Review(
                json.path("state").stringValue().equals("WAITING"),
                json.path("awaited").booleanValue(),
                instant(json.path("decidedAt")));
    }

    private static Repair repair(JsonNode json) {
        return new Repair(
                Resolution.valueOf(json.path("resolution").stringValue()),
                json.path("by").stringValue(),
                Instant.parse(json.path("at").stringValue()),
                json.path("delivered").booleanValue(),
                json.path("steps").valueStream().map(JsonNode::stringValue).toList());
    }

    private static @Nullable Instant instant(JsonNode json) {
        return json.isString() ? Instant.parse(json.stringValue()) : null;
    }
}
