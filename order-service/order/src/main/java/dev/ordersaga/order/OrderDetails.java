package dev.ordersaga.order;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

/**
 * What an order is about; it never changes while the order moves.
 *
 * @param items at least one
 * @param paymentMethod the payment provider's token
 * @param fingerprint of the request that placed it, see {@link OrderRequest#fingerprint()}
 * @param placedAt cut to milliseconds
 */
public record OrderDetails(
        String customerId,
        List<OrderItem> items,
        Money total,
        String paymentMethod,
        String fingerprint,
        Instant placedAt) {

    public OrderDetails {
        if (customerId.isBlank()) {
            throw new IllegalArgumentException("customerId must not be blank");
        }
        if (items.isEmpty()) {
            throw new IllegalArgumentException("items must not be empty");
        }
        PaymentMethod.problemOf(paymentMethod).ifPresent(problem -> {
            throw new IllegalArgumentException("paymentMethod " + problem);
        });
        if (fingerprint.isBlank()) {
            throw new IllegalArgumentException("fingerprint must not be blank");
        }
        items = List.copyOf(items);
        placedAt = placedAt.truncatedTo(ChronoUnit.MILLIS);
    }
}
