package dev.ordersaga.order;

import java.time.Instant;

/** A place in a list of orders that is sorted by the time they were placed. */
public record OrderPosition(Instant placedAt, OrderId id) {}
