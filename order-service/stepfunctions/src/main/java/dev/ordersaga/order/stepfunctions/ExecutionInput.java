package dev.ordersaga.order.stepfunctions;

import dev.ordersaga.order.Money;
import dev.ordersaga.order.Order;
import dev.ordersaga.order.OrderDetails;
import dev.ordersaga.order.OrderId;
import dev.ordersaga.order.OrderItem;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** What an execution starts with: the order, priced; all that the saga's steps are told comes from here. */
record ExecutionInput(
        String orderId,
        String customerId,
        List<OrderItem> items,
        Money total,
        String paymentMethod,
        String fingerprint,
        Instant placedAt) {

    private static final JsonMapper JSON = JsonMapper.shared();

    /** The same order makes the same text, always: by that Step Functions tells the same request from another. */
    static String write(Order order) {
        return JSON.writeValueAsString(of(order));
    }

    /** The order in an input; empty when there is none, because somebody started the execution by hand. */
    static Optional<Order> read(@Nullable String input) {
        if (input == null) {
            return Optional.empty();
        }
        try {
            ExecutionInput execution = JSON.readValue(input, ExecutionInput.class);
            return Optional.of(Order.pending(
                    new OrderId(execution.orderId()),
                    new OrderDetails(
                            execution.customerId(),
                            execution.items(),
                            execution.total(),
                            execution.paymentMethod(),
                            execution.fingerprint(),
                            execution.placedAt())));
        } catch (JacksonException | IllegalArgumentException | NullPointerException notAnOrder) {
            return Optional.empty();
        }
    }

    static Optional<OrderId> orderIn(@Nullable String input) {
        return read(input).map(Order::id);
    }

    static ExecutionInput of(Order order) {
        return new ExecutionInput(
                order.id().value(),
                order.details().customerId(),
                order.details().items(),
                order.details().total(),
                order.details().paymentMethod(),
                order.details().fingerprint(),
                order.details().placedAt());
    }
}
