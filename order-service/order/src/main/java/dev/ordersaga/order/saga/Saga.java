package dev.ordersaga.order.saga;

import dev.ordersaga.order.Order;
import org.jspecify.annotations.Nullable;

/**
 * The execution that carries an order.
 *
 * @param order as it was when the saga began, read from the execution's input; null when the input holds none
 */
public record Saga(SagaStatus status, @Nullable Order order) {}
