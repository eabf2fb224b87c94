package dev.ordersaga.asl.choice;

import java.util.ArrayList;
import java.util.List;

/** Patterns in which an asterisk stands for any text, as those of StringMatches. */
public final class Wildcard {

    private Wildcard() {}

    /** {@code matches("log-*.txt", "log-2024.txt")} is true; {@code \*} in a pattern is a plain asterisk. */
    static boolean matches(String pattern, String text) {
        return matches(parts(pattern), text);
    }

    /**
     * Whether a text is made of these parts, with any text between them. Each is looked for once, from where the one before it ended, so
     * that no pattern takes long.
     *
     * @param parts what stands before, between and after the asterisks; at least one
     */
    public static boolean matches(List<String> parts, String text) {
        String first = parts.get(0);
        String last = parts.get(parts.size() - 1);
        if (parts.size() == 1) {
            return text.equals(first);
        }
        if (text.length() < first.length() + last.length() || !text.startsWith(first) || !text.endsWith(last)) {
            return false;
        }
        int from = first.length();
        int end = text.length() - last.length();
        for (String part : parts.subList(1, parts.size() - 1)) {
            int at = text.indexOf(part, from);
            if (at < 0 || at + part.length() > end) {
                return false;
            }
            from = at + part.length();
        }
        return true;
    }

    /** What stands before, between and after the asterisks. */
    private static List<String> parts(String pattern) {
        List<String> parts = new ArrayList<>();
        StringBuilder literal = new StringBuilder();
        for (int i = 0; i < pattern.length(); i++) {
            char c = pattern.charAt(i);
            if (c == '\\' && i + 1 < pattern.length()) {
                literal.append(pattern.charAt(++i));
            } else if (c == '*') {
                parts.add(literal.toString());
                literal.setLength(0);
            } else {
                literal.append(c);
            }
        }
        parts.add(literal.toString());
        return parts;
    }
}
