package dev.ordersaga.payment;

import java.util.regex.Pattern;

/**
 * An amount of money.
 *
 * @param amount in minor units of the currency (cents), never negative
 * @param currency ISO 4217, three capital letters
 */
public record Money(long amount, String currency) {

    private static final Pattern CURRENCY = Pattern.compile("[A-Z]{3}");

    public Money {
        if (amount < 0) {
            throw new IllegalArgumentException("amount must not be negative");
        }
        if (!CURRENCY.matcher(currency).matches()) {
            throw new IllegalArgumentException("currency must be an ISO 4217 code of three capital letters");
        }
    }

    /** What is left after giving something back. */
    public Money minus(Money other) {
        if (!currency.equals(other.currency)) {
            throw new IllegalArgumentException("money of two currencies has no difference");
        }
        return new Money(Math.subtractExact(amount, other.amount), currency);
    }
}
