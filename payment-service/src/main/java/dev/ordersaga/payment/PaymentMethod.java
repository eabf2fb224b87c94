package dev.ordersaga.payment;

import dev.ordersaga.cardnumber.CardNumber;
import java.util.regex.Pattern;

/**
 * The token by which a card provider knows a customer's card. Never a card number: what looks like one is refused here,
 * before anything is stored or logged, and is not repeated in the refusal.
 */
public record PaymentMethod(String token) {

    private static final Pattern FORM = Pattern.compile("[!-~]{1,128}");

    public PaymentMethod {
        if (CardNumber.mayBe(token)) {
            throw new IllegalArgumentException(
                    "paymentMethod looks like a card number, which is never accepted; send the token of a payment method");
        }
        if (!FORM.matcher(token).matches()) {
            throw new IllegalArgumentException(
                    "paymentMethod must be the token of a payment method, of 1 to 128 printable ASCII characters without blanks");
        }
    }

    /** Not the token: whoever logs a payment by mistake logs no means of payment. */
    @Override
    public String toString() {
        return "PaymentMethod[…]";
    }
}
