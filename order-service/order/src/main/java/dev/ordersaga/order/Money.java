package dev.ordersaga.order;

import java.util.regex.Pattern;

/**
 * An amount of money.
 *
 * @param amount minor units (cents for EUR), from 0 to {@link #LARGEST}
 * @param currency ISO 4217 code, three upper-case letters
 */
public record Money(long amount, String currency) {

    /** 2<sup>53</sup> - 1: the state machine computes with JSON numbers, which are exact up to here and no further. */
    public static final long LARGEST = (1L << 53) - 1;

    private static final Pattern CURRENCY = Pattern.compile("[A-Z]{3}");

    public Money {
        if (amount < 0 || amount > LARGEST) {
            throw new IllegalArgumentException("amount must be from 0 to " + LARGEST + " minor units");
        }
        if (!CURRENCY.matcher(currency).matches()) {
            throw new IllegalArgumentException("currency must be three upper-case letters (ISO 4217)");
        }
    }

    /**
     * So many times this amount.
     *
     * @throws ArithmeticException if the product is larger than {@link #LARGEST}
     */
    public Money times(int factor) {
        return exactly(Math.multiplyExact(amount, (long) factor));
    }

    /**
     * The sum of both.
     *
     * @throws ArithmeticException if the sum is larger than {@link #LARGEST}
     * @throws IllegalArgumentException if the currencies differ
     */
    public Money plus(Money other) {
        if (!currency.equals(other.currency)) {
            throw new IllegalArgumentException("cannot add " + other.currency + " to " + currency);
        }
        return exactly(Math.addExact(amount, other.amount));
    }

    private Money exactly(long sum) {
        if (sum > LARGEST) {
            throw new ArithmeticException("more than " + LARGEST + " minor units");
        }
        return new Money(sum, currency);
    }
}
