package dev.ordersaga.order.stepfunctions;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.ordersaga.order.Order;
import dev.ordersaga.order.Stated;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What a refund starts with: the order as its saga started with it, and who takes it back. */
record RefundInput(@JsonUnwrapped ExecutionInput order, Cancellation cancellation) {

    static RefundInput of(Order order, Stated cancellation) {
        return new RefundInput(
                ExecutionInput.of(order),
                new Cancellation(cancellation.by(), cancellation.at(), cancellation.reason()));
    }

    @JsonInclude(Include.NON_NULL)
    record Cancellation(String by, Instant at, @Nullable String reason) {}
}
