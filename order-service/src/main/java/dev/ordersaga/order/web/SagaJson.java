package dev.ordersaga.order.web;

import dev.ordersaga.order.SagaStatus;
import dev.ordersaga.order.SagaStep;
import java.util.List;

/** The saga of an order, step by step. */
record SagaJson(String orderId, SagaStatus executionStatus, List<SagaStep> steps) {}
