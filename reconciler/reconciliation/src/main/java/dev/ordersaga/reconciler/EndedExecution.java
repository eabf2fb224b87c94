package dev.ordersaga.reconciler;

import dev.ordersaga.order.SagaStatus;
import java.time.Instant;

/**
 * An execution that ended otherwise than by succeeding, as a list tells of it.
 *
 * @param name the execution's
 */
public record EndedRun(String name, SagaStatus status, Instant ended) {}
