package com.dashjoin.jsonata;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The tokens of JSONata 2.0.6, which "Step Functions supports": without the operators {@code ??} and {@code ?:} of 2.1, which are a
 * {@code ?} and what follows it. (For them the library's parser doubles the tree on their left, which grows exponentially where they
 * nest.) Reading takes time in proportion to the text, where the library copies the rest of the text for each name and number, and a
 * literal for each of its characters.
 */
final class StepFunctionsTokenizer extends Tokenizer {

    private static final long serialVersionUID = 1L;

    private static final Pattern NUMBER = Pattern.compile("(0|([1-9][0-9]*))(\\.[0-9]+)?([Ee][-+]?[0-9]+)?");
    private static final Pattern HEX = Pattern.compile("[0-9a-fA-F]{4}");

    /** The platform compiles a regular expression in time that grows with the square of its length. */
    private static final int MAX_REGEX_LENGTH = 10_000;

    StepFunctionsTokenizer(String path) {
        super(path);
    }

    @Override
    Token next(boolean prefix) {
        skipBetweenTokens();
        if (position >= length) {
            return null;
        }
        char first = path.charAt(position);
        if (operators.containsKey(String.valueOf(first))) {
            return operator(super.next(prefix));
        }
        if (first == '"' || first == '\'') {
            return string(first);
        }
        if (first == '`') {
            return quotedName();
        }
        return first >= '0' && first <= '9' ? number() : name();
    }

    private void skipBetweenTokens() {
        while (position < length) {
            if (isSpace(path.charAt(position))) {
                position++;
            } else if (path.startsWith("/*", position)) {
                int end = path.indexOf("*/", position + 2);
                if (end < 0) {
                    throw new JException("S0106", position);
                }
                position = end + 2;
            } else {
                return;
            }
        }
    }

    private static boolean isSpace(char c) {
        return c == ' ' || c == '\t' || c == '\n' || c == '\r';
    }

    private Token operator(Token read) {
        if ("??".equals(read.value) || "?:".equals(read.value)) {
            position--;
            return create("operator", '?');
        }
        return read;
    }

    @Override
    Pattern scanRegex() {
        int before = depth;
        int at = position;
        while (at < length && !isClosingSlash(at)) {
            char c = path.charAt(at);
            if (path.charAt(at - 1) != '\\') {
                depth += "([{".indexOf(c) >= 0 ? 1 : ")]}".indexOf(c) >= 0 ? -1 : 0;
            }
            at++;
        }
        if (at - position > MAX_REGEX_LENGTH) {
            throw new BoundedJsonata.BoundExceeded(
                    "A regular expression has more than " + MAX_REGEX_LENGTH + " characters");
        }
        depth = before;
        return super.scanRegex();
    }

    private Token string(char quote) {
        StringBuilder text = new StringBuilder();
        for (position++; position < length; position++) {
            char c = path.charAt(position);
            if (c == quote) {
                position++;
                return create("string", text.toString());
            }
            text.append(c == '\\' ? escaped() : String.valueOf(c));
        }
        throw new JException("S0101", position);
    }

    /** What the escape sequence at the position stands for; the position is its last character afterwards. */
    private String escaped() {
        position++;
        if (position >= length) {
            throw new JException("S0103", position, "");
        }
        char c = path.charAt(position);
        String one = escapes.get(String.valueOf(c));
        if (one != null) {
            return one;
        }
        if (c != 'u') {
            throw new JException("S0103", position, c);
        }
        Matcher octets = HEX.matcher(path).region(position + 1, Math.min(length, position + 5));
        if (!octets.matches()) {
            throw new JException("S0104", position);
        }
        position += 4;
        return String.valueOf((char) Integer.parseInt(octets.group(), 16));
    }

    private Token quotedName() {
        int end = path.indexOf('`', position + 1);
        if (end < 0) {
            position = length;
            throw new JException("S0105", position);
        }
        String name = path.substring(position + 1, end);
        position = end + 1;
        return create("name", name);
    }

    private Token number() {
        Matcher digits = NUMBER.matcher(path).region(position, length);
        if (!digits.lookingAt()) {
            throw new JException("S0204", position, path.charAt(position));
        }
        double value = Double.parseDouble(digits.group());
        if (!Double.isFinite(value)) {
            throw new JException("S0102", position, digits.group());
        }
        position = digits.end();
        return create("number", Utils.convertNumber(value));
    }

    private Token name() {
        int start = position;
        while (position < length
                && !isSpace(path.charAt(position))
                && !operators.containsKey(String.valueOf(path.charAt(position)))) {
            position++;
        }
        if (path.charAt(start) == '$') {
            return create("variable", path.substring(start + 1, position));
        }
        String name = path.substring(start, position);
        return switch (name) {
            case "or", "in", "and" -> create("operator", name);
            case "true" -> create("value", true);
            case "false" -> create("value", false);
            case "null" -> create("value", null);
            default -> create("name", name);
        };
    }
}
