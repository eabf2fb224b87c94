package dev.ordersaga.asl.execution;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * One line of an execution's history, in the shape GetExecutionHistory gives it.
 *
 * @param id counts from 1
 * @param previousEventId the event this one follows from, 0 for none
 * @param type such as {@code TaskStateEntered}
 * @param detailsName the field that holds the details, such as {@code stateEnteredEventDetails}; null where the type has none
 * @param details what that field holds; data such as input and output is JSON text, as on the wire
 */
public record HistoryEvent(
        long id,
        long previousEventId,
        Instant timestamp,
        String type,
        @Nullable String detailsName,
        @Nullable ObjectNode details) {}
