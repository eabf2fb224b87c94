package dev.ordersaga.order.saga;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What happened to an order, step by step, oldest first.
 *
 * @param refund what happened in the saga that takes the order back; null if none was started, or it is no longer kept
 */
public record SagaSteps(
        SagaStatus status, List<SagaStep> steps, @Nullable SagaSteps refund) {

    public SagaSteps {
        steps = List.copyOf(steps);
    }
}
