package dev.ordersaga.order;

import dev.ordersaga.cardnumber.CardNumber;
import java.util.Optional;
import java.util.regex.Pattern;

/** What may stand for a way to pay: a token from the payment provider, never card data. */
public final class PaymentMethod {

    private static final Pattern LEGAL = Pattern.compile("[!-~]{1,128}");

    private PaymentMethod() {}

    /** What is wrong with a text as a payment method; the answer does not repeat the text. */
    public static Optional<String> problemOf(String text) {
        if (CardNumber.mayBe(text)) {
            return Optional.of("must be a payment-method token; this looks like a card number and was not kept");
        }
        if (!LEGAL.matcher(text).matches()) {
            return Optional.of("must be a payment-method token of 1 to 128 printable ASCII characters without blanks");
        }
        return Optional.empty();
    }
}
