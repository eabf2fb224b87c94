package dev.ordersaga.order.web;

import dev.ordersaga.order.saga.SagaStatus;
import dev.ordersaga.order.saga.SagaStep;
import dev.ordersaga.order.saga.SagaSteps;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The saga of an order, step by step.
 *
 * @param refund the saga that takes the order back, null if there is none
 */
record SagaJson(
        String orderId,
        SagaStatus executionStatus,
        List<SagaStep> steps,
        @Nullable Refund refund) {

    static SagaJson of(String orderId, SagaSteps saga) {
        SagaSteps refund = saga.refund();
        return new SagaJson(
                orderId,
                saga.status(),
                saga.steps(),
                refund == null ? null : new Refund(refund.status(), refund.steps()));
    }

    /** The saga that takes an order back, step by step. */
    record Refund(SagaStatus executionStatus, List<SagaStep> steps) {}
}
