package dev.ordersaga.reconciler;

import java.time.Instant;

/**
 * An execution that ended otherwise than by succeeding, as a list tells of it.
 *
 * @param name the execution's
 */
public record EndedExecution(String name, SagaExecution.Status status, Instant ended) {}
