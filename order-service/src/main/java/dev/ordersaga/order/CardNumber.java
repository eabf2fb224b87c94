package dev.ordersaga.order;

import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * Tells a card number where none may be: 13 to 19 digits from the ranges that cards are issued in, single blanks or dashes between
 * them allowed, with the check digit of ISO/IEC 7812-1. The digits of a UUID are none, with or without its dashes, and neither
 * are 13 with the check digit of a GTIN: many shops number what they sell by these.
 */
public final class CardNumber {

    private static final String DIGITS = "[2-6](?:[ -]?\\d){12,18}";
    private static final Pattern ANYWHERE = Pattern.compile("(?<!\\d)" + DIGITS + "(?!\\d)");
    private static final Pattern STANDING_ALONE = Pattern.compile("(?<![0-9A-Za-z])" + DIGITS + "(?![0-9A-Za-z])");

    private static final Pattern UUIDS = Pattern.compile(
            "(?i)(?<![0-9a-z])[0-9a-f]{8}(-?)[0-9a-f]{4}\\1[0-9a-f]{4}\\1[0-9a-f]{4}\\1[0-9a-f]{12}(?![0-9a-z])");

    private CardNumber() {}

    /** Whether a text holds one, also right beside letters. */
    public static boolean isIn(String text) {
        return isFound(ANYWHERE, text);
    }

    /** Whether an identifier holds one. Letters beside the digits make it none, for a hash or a UUID may hold any digits. */
    public static boolean standsIn(String identifier) {
        return isFound(STANDING_ALONE, identifier);
    }

    private static boolean isFound(Pattern pattern, String text) {
        return pattern.matcher(UUIDS.matcher(text).replaceAll("|"))
                .results()
                .map(found -> found.group().replaceAll("\\D", ""))
                .anyMatch(digits -> passesLuhn(digits) && !isGtin13(digits));
    }

    private static boolean isGtin13(String digits) {
        return digits.length() == 13
                && IntStream.range(0, 13)
                                        .map(i -> (digits.charAt(i) - '0') * (i % 2 == 0 ? 1 : 3))
                                        .sum()
                                % 10
                        == 0;
    }

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
