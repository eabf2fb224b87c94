package dev.ordersaga.order;

import java.util.List;

/** What happened to an order, step by step, oldest first. */
public record SagaSteps(SagaStatus status, List<SagaStep> steps) {

    public SagaSteps {
        steps = List.copyOf(steps);
    }
}
