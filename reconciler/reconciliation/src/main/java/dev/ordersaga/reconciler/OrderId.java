package dev.ordersaga.reconciler;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The name of an order, as order-service publishes it, and of the executions that carry it.
 *
 * @param value 1 to 80 letters, digits, hyphens and underscores: legal as an execution's name
 */
public record OrderId(String value) {

    private static final Pattern LEGAL = Pattern.compile("[A-Za-z0-9_-]{1,80}");

    public OrderId {
        if (!LEGAL.matcher(value).matches()) {
            throw new IllegalArgumentException("an order id is 1 to 80 letters, digits, hyphens and underscores");
        }
    }

    /** The id in a text that came from outside; empty when it cannot be one. */
    public static Optional<OrderId> parse(String text) {
        return LEGAL.matcher(text).matches() ? Optional.of(new OrderId(text)) : Optional.empty();
    }

    @Override
    public String toString() {
        return value;
    }
}
