package dev.ordersaga.order;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Tells a card number where none may be: 13 to 19 digits from the ranges that cards are issued in, single blanks or dashes between
 * them allowed, with the check digit of ISO/IEC 7812-1.
 */
public final class CardNumber {

    private static final String DIGITS = "[2-6](?:[ -]?\\d){12,18}";
    private static final Pattern ANYWHERE = Pattern.compile("(?<!\\d)" + DIGITS + "(?!\\d)");
    private static final Pattern STANDING_ALONE = Pattern.compile("(?<![0-9A-Za-z])" + DIGITS + "(?![0-9A-Za-z])");

    private CardNumber() {}

    /** Whether a text holds one, also right beside letters. */
    public static boolean isIn(String text) {
        return isFound(ANYWHERE.matcher(text));
    }

    /** Whether an identifier holds one. Letters beside the digits make it none, for a hash or a UUID may hold any digits. */
    public static boolean standsIn(String identifier) {
        return isFound(STANDING_ALONE.matcher(identifier));
    }

    private static boolean isFound(Matcher digits) {
        while (digits.find()) {
            if (passesLuhn(digits.group().replaceAll("\\D", ""))) {
                return true;
            }
        }
        return false;
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
