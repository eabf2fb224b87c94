package dev.ordersaga.local.events;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Something that was published.
 *
 * @param bus the event bus's name, or the topic's ARN
 * @param source such as {@code order-saga.orders}; {@code aws.sns} for a message to a topic
 * @param detailType such as {@code OrderConfirmed}; a message's subject, where it has one
 * @param detail JSON text; a message may be any text
 * @param time when it happened, as the publisher says, else when it was published
 * @param id given to it on arrival
 */
public record PublishedEvent(
        String bus,
        String source,
        @Nullable String detailType,
        String detail,
        Instant time,
        List<String> resources,
        String id) {

    public PublishedEvent {
        resources = List.copyOf(resources);
    }
}
