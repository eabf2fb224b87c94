package dev.ordersaga.order.request;

import dev.ordersaga.order.OrderId;

/** The idempotency key belongs to an order with other contents. */
public final class KeyReused extends RuntimeException {

    public KeyReused(OrderId id) {
        super("this " + IdempotencyKey.HEADER + " was used for another order, " + id);
    }
}
