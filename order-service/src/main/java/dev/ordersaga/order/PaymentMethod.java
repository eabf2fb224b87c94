package dev.ordersaga.order;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What may stand for a way to pay: a token from the payment provider, never card data. */
final class PaymentMethod {

    private static final Pattern LEGAL = Pattern.compile("[!-~]{1,128}");
    private static final Pattern ONLY_DIGITS = Pattern.compile("\\d([ -]*\\d){11,18}");
    /** 13 to 19 digits from the ranges that cards are issued in, single blanks or dashes between them allowed. */
    private static final Pattern DIGITS_WITHIN = Pattern.compile("(?<!\\d)[2-6](?:[ -]?\\d){12,18}(?!\\d)");

    private PaymentMethod() {}

    /** What is wrong with a text as a payment method; the answer does not repeat the text. */
    static Optional<String> problemOf(String text) {
        if (looksLikeACard(text)) {
            return Optional.of("must be a payment-method token; this looks like a card number and was not kept");
        }
        if (!LEGAL.matcher(text).matches()) {
            return Optional.of("must be a payment-method token of 1 to 128 printable ASCII characters without blanks");
        }
        return Optional.empty();
    }

    static boolean looksLikeACard(String text) {
        if (ONLY_DIGITS.matcher(text.strip()).matches()) {
            return true;
        }
        Matcher within = DIGITS_WITHIN.matcher(text);
        while (within.find()) {
            if (passesLuhn(within.group().replaceAll("\\D", ""))) {
                return true;
            }
        }
        return false;
    }

    /** The check digit of ISO/IEC 7812-1. */
    private static boolean passesLuhn(String digits) {
        int sum = 0;
        for (int i = 0; i < digits.length(); i++) {
            int digit = digits.charAt(digits.length() - 1 - i) - '0';
            int weighted = i % 2 == 0 ? digit : digit * 2;
            sum += weighted > 9 ? weighted - 9 : weighted;
        }
        return sum % 10 == 0;
    }
}
