package dev.ordersaga.order.stepfunctions;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.ordersaga.order.Attribution;
import dev.ordersaga.order.Order;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** What a refund starts with: the order as its saga started with it, and who takes it back. */
record RefundInput(@JsonUnwrapped ExecutionInput order, Cancellation cancellation) {

    private static final JsonMapper JSON = JsonMapper.shared();

    /** The same order and word make the same text, always: by that Step Functions tells the same request from another. */
    static String write(Order order, Attribution cancellation) {
        return JSON.writeValueAsString(of(order, cancellation));
    }

    private static RefundInput of(Order order, Attribution cancellation) {
        return new RefundInput(
                ExecutionInput.of(order),
                new Cancellation(cancellation.by(), cancellation.at(), cancellation.reason()));
    }

    @JsonInclude(Include.NON_NULL)
    record Cancellation(String by, Instant at, @Nullable String reason) {}
}
