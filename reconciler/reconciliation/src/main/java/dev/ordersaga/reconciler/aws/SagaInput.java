package dev.ordersaga.reconciler.aws;

import dev.ordersaga.reconciler.OrderId;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Distinguishes the input of an order's saga from that of an execution that was started by hand. */
final class SagaInput {

    private static final JsonMapper JSON = JsonMapper.shared();

    private SagaInput() {}

    /** The order in an input; empty when any part of an order is missing. */
    static Optional<OrderId> orderIn(@Nullable String input) {
        if (input == null) {
            return Optional.empty();
        }
        try {
            JsonNode order = JSON.readTree(input);
            return isOrder(order) ? OrderId.parse(order.path("orderId").asString("")) : Optional.empty();
        } catch (JacksonException noJson) {
            return Optional.empty();
        }
    }

    private static boolean isOrder(JsonNode order) {
        return isText(order.path("customerId"))
                && isText(order.path("paymentMethod"))
                && isText(order.path("fingerprint"))
                && order.path("orderId").isString()
                && order.path("total").path("amount").isIntegralNumber()
                && isText(order.path("total").path("currency"))
                && order.path("items").isArray()
                && !order.path("items").isEmpty()
                && order.path("items").valueStream().allMatch(item -> isText(item.path("sku")))
                && isInstant(order.path("placedAt").asString(""));
    }

    private static boolean isText(JsonNode value) {
        return value.isString() && !value.stringValue().isBlank();
    }

    private static boolean isInstant(String text) {
        try {
            Instant.parse(text);
            return true;
        } catch (DateTimeException none) {
            return false;
        }
    }
}
