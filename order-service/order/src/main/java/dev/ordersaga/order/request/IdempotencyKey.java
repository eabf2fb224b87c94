package dev.ordersaga.order.request;

import java.util.List;
import java.util.regex.Pattern;

/**
 * What a customer's client chose so that placing an order twice places it once.
 *
 * @param value 1 to 255 printable ASCII characters, not all blank
 */
public record IdempotencyKey(String value) {

    /** The request header that carries it, and the name it has in problem details. */
    public static final String HEADER = "Idempotency-Key";

    private static final Pattern LEGAL = Pattern.compile("[ -~]{1,255}");

    /** @throws InvalidOrder naming the header, when the value is not legal */
    public IdempotencyKey {
        if (value.isBlank() || !LEGAL.matcher(value).matches()) {
            throw new InvalidOrder(
                    List.of(new Violation(HEADER, "must be 1 to 255 printable ASCII characters, not all blank")));
        }
    }
}
