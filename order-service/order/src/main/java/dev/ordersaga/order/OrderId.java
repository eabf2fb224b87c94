package dev.ordersaga.order;

import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The name of an order, and of the Step Functions execution that carries it.
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

    /**
     * The one id that belongs to a key: 40 lower-case hexadecimal digits of a hash, which do not tell the key.
     *
     * @param caller whose key it is; the same key of another caller is another one
     * @param key the idempotency key
     */
    public static OrderId of(String caller, String key) {
        byte[] hash = Sha256.of("order-saga/order-id\n" + caller.length() + ":" + caller + "\n" + key);
        return new OrderId(HexFormat.of().formatHex(hash, 0, 20));
    }

    @Override
    public String toString() {
        return value;
    }
}
