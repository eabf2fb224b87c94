package dev.ordersaga.asl.choice;

import java.util.regex.Pattern;

/** The patterns of StringMatches. */
final class Wildcard {

    private Wildcard() {}

    /** {@code matches("log-*.txt", "log-2024.txt")} is true; {@code \*} in a pattern is a plain asterisk. */
    static boolean matches(String pattern, String text) {
        StringBuilder regex = new StringBuilder();
        StringBuilder literal = new StringBuilder();
        for (int i = 0; i < pattern.length(); i++) {
            char c = pattern.charAt(i);
            if (c == '\\' && i + 1 < pattern.length()) {
                literal.append(pattern.charAt(++i));
            } else if (c == '*') {
                regex.append(Pattern.quote(literal.toString())).append(".*");
                literal.setLength(0);
            } else {
                literal.append(c);
            }
        }
        regex.append(Pattern.quote(literal.toString()));
        return Pattern.compile(regex.toString(), Pattern.DOTALL).matcher(text).matches();
    }
}
