package dev.ordersaga.order;

import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * Tells a card number where none may be: 13 to 19 digits as card schemes issue them, in groups or not (blanks, dashes, dots, slashes
 * and underscores between them), with the check digit of ISO/IEC 7812-1. The digits of a UUID are none, with or without its dashes,
 * and neither are 13 with the check digit of a GTIN: many shops number what they sell by these.
 */
public final class CardNumber {

    private static final int LONGEST = 19;

    private static final Pattern UUIDS = Pattern.compile(
            "(?i)(?<![0-9a-z])[0-9a-f]{8}(-?)[0-9a-f]{4}\\1[0-9a-f]{4}\\1[0-9a-f]{4}\\1[0-9a-f]{12}(?![0-9a-z])");

    private static final String BETWEEN = "[\\p{Z}._/-]{1,2}";
    private static final Pattern GROUPS = Pattern.compile("[0-9]+(?:" + BETWEEN + "[0-9]+)*");

    /** What the schemes issue, as far as they say: Visa; Mastercard; American Express; Diners; JCB; Mir; RuPay; Maestro, Discover, UnionPay. */
    private static final Pattern ISSUED = Pattern.compile("4(?:\\d{12}|\\d{15}|\\d{18})"
            + "|(?:5[1-5]\\d\\d|222[1-9]|22[3-9]\\d|2[3-6]\\d\\d|27[01]\\d|2720)\\d{12}"
            + "|3[47]\\d{13}"
            + "|3(?:0[0-5]|[689]\\d)\\d{11,16}"
            + "|35(?:2[89]|[3-8]\\d)\\d{12,15}"
            + "|220[0-4]\\d{12,15}"
            + "|8[12]\\d{14}"
            + "|(?:5[06-8]|6\\d)\\d{11,17}");

    private CardNumber() {}

    /** Whether a text holds one, also right beside letters. */
    public static boolean isIn(String text) {
        return GROUPS.matcher(withoutUuids(text))
                .results()
                .anyMatch(groups -> anyIsOne(List.of(groups.group().split(BETWEEN))));
    }

    /** Whether an identifier holds one. Letters beside the digits make it none, for a hash may hold any digits. */
    public static boolean standsIn(String identifier) {
        String text = withoutUuids(identifier);
        return GROUPS.matcher(text).results().anyMatch(groups -> anyIsOne(standingAlone(text, groups)));
    }

    private static List<String> standingAlone(String text, MatchResult found) {
        List<String> groups = List.of(found.group().split(BETWEEN));
        boolean letterBefore = found.start() > 0 && Character.isLetter(text.charAt(found.start() - 1));
        boolean letterBehind = found.end() < text.length() && Character.isLetter(text.charAt(found.end()));
        int from = letterBefore ? 1 : 0;
        int to = groups.size() - (letterBehind ? 1 : 0);
        return from < to ? groups.subList(from, to) : List.of();
    }

    private static String withoutUuids(String text) {
        return UUIDS.matcher(text).replaceAll("|");
    }

    /** Any groups that follow each other may be one: an expiry date can stand right before a number. */
    private static boolean anyIsOne(List<String> groups) {
        for (int first = 0; first < groups.size(); first++) {
            StringBuilder digits = new StringBuilder();
            for (int last = first; last < groups.size() && digits.length() < LONGEST; last++) {
                digits.append(groups.get(last));
                if (isOne(digits.toString())) {
                    return true;
                }
            }
        }
        return false;
    }

    private static boolean isOne(String digits) {
        return ISSUED.matcher(digits).matches() && passesLuhn(digits) && !isGtin13(digits);
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
