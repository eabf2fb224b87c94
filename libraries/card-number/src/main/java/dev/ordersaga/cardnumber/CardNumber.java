package dev.ordersaga.cardnumber;

import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.apache.commons.validator.routines.checkdigit.EAN13CheckDigit;
import org.apache.commons.validator.routines.checkdigit.LuhnCheckDigit;

/**
 * Tells a card number where none may be: 13 to 19 digits as card schemes issue them, in groups or not (blanks, dashes, dots, slashes
 * and underscores between them), with the check digit of ISO/IEC 7812-1. Groups are those in which one is written: of four to eight digits
 * up to the last, as on cards, or of fewer and all alike; other numbers side by side, as a counter and a time, are none. The digits of a UUID
 * are none, with or without its dashes, and neither are 13 with the check digit of a GTIN: many shops number what they sell by these.
 */
public final class CardNumber {

    private static final int MAX_LENGTH = 19;

    private static final Pattern UUIDS = Pattern.compile(
            "(?i)(?<![0-9a-z])[0-9a-f]{8}(-?)[0-9a-f]{4}\\1[0-9a-f]{4}\\1[0-9a-f]{4}\\1[0-9a-f]{12}(?![0-9a-z])");

    private static final String BETWEEN = "[\\p{Z}._/-]{1,2}";
    private static final Pattern GROUPS = Pattern.compile("[0-9]+(?:" + BETWEEN + "[0-9]+)*");
    private static final Pattern GROUP = Pattern.compile("(" + BETWEEN + ")?([0-9]+)");

    private static final int SHORTEST_GROUP_ON_A_CARD = 4;
    private static final int LONGEST_GROUP_ON_A_CARD = 8;

    /** What the schemes issue, as far as they say: Visa; Mastercard; American Express; Diners; JCB; Mir; RuPay; Maestro, Discover, UnionPay. */
    private static final Pattern ISSUED = Pattern.compile("4(?:\\d{12}|\\d{15}|\\d{18})"
            + "|(?:5[1-5]\\d\\d|222[1-9]|22[3-9]\\d|2[3-6]\\d\\d|27[01]\\d|2720)\\d{12}"
            + "|3[47]\\d{13}"
            + "|3(?:0[0-5]|[689]\\d)\\d{11,16}"
            + "|35(?:2[89]|[3-8]\\d)\\d{12,15}"
            + "|220[0-4]\\d{12,15}"
            + "|8[12]\\d{14}"
            + "|(?:5[06-8]|6\\d)\\d{11,17}");

    /** ISO/IEC 7812: a primary account number has up to 19 digits, in practice from 12; often written in groups. */
    private static final Pattern ONLY_DIGITS = Pattern.compile("\\d([ -]*\\d){11,18}");

    private static final int GTIN_13 = 13;

    private CardNumber() {}

    /** Whether a text holds one, also right beside letters. */
    public static boolean isIn(String text) {
        return GROUPS.matcher(withoutUuids(text)).results().anyMatch(groups -> anyIsOne(Group.of(groups.group())));
    }

    /** Whether an identifier holds one. Letters beside the digits make it none, for a hash may hold any digits. */
    public static boolean standsIn(String identifier) {
        String text = withoutUuids(identifier);
        return GROUPS.matcher(text).results().anyMatch(groups -> anyIsOne(standingAlone(text, groups)));
    }

    /**
     * Whether a token that is to stand for a means of payment may be a card number instead: it holds one, or it is nothing but
     * 12 to 19 digits, whoever may have issued them and whatever their check digit.
     */
    public static boolean mayBe(String token) {
        return ONLY_DIGITS.matcher(token.strip()).matches() || isIn(token);
    }

    private static List<Group> standingAlone(String text, MatchResult found) {
        List<Group> groups = Group.of(found.group());
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
    private static boolean anyIsOne(List<Group> groups) {
        for (int first = 0; first < groups.size(); first++) {
            StringBuilder digits = new StringBuilder();
            for (int last = first; last < groups.size() && digits.length() < MAX_LENGTH; last++) {
                digits.append(groups.get(last).digits());
                if (isOne(digits.toString()) && isWrittenAsOne(groups.subList(first, last + 1))) {
                    return true;
                }
            }
        }
        return false;
    }

    /** Whether these are the groups of one number, and not numbers side by side. */
    private static boolean isWrittenAsOne(List<Group> groups) {
        Group first = groups.get(0);
        List<Group> upToTheLast = groups.subList(0, groups.size() - 1);
        boolean asOnCards = upToTheLast.stream()
                .allMatch(group -> group.digits().length() >= SHORTEST_GROUP_ON_A_CARD
                        && group.digits().length() <= LONGEST_GROUP_ON_A_CARD);
        boolean alike = first.digits().length() < SHORTEST_GROUP_ON_A_CARD
                && upToTheLast.stream()
                        .allMatch(group ->
                                group.digits().length() == first.digits().length())
                && groups.get(groups.size() - 1).digits().length()
                        <= first.digits().length()
                && groups.stream().skip(1).map(Group::separator).distinct().count() <= 1;
        return asOnCards || alike;
    }

    /**
     * Digits without anything between them.
     *
     * @param separator what stands between them and those before
     */
    private record Group(String separator, String digits) {

        static List<Group> of(String groups) {
            return GROUP.matcher(groups)
                    .results()
                    .map(found -> new Group(found.group(1) == null ? "" : found.group(1), found.group(2)))
                    .toList();
        }
    }

    private static boolean isOne(String digits) {
        return ISSUED.matcher(digits).matches()
                && LuhnCheckDigit.LUHN_CHECK_DIGIT.isValid(digits)
                && !(digits.length() == GTIN_13 && EAN13CheckDigit.EAN13_CHECK_DIGIT.isValid(digits));
    }
}
