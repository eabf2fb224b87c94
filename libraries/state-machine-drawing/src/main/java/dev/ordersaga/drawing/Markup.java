package dev.ordersaga.drawing;

import java.util.Locale;

/** XML as text: whatever a definition says stays text in it. */
final class Markup {

    private final StringBuilder text = new StringBuilder();

    Markup line(String... parts) {
        for (String part : parts) {
            text.append(part);
        }
        text.append('\n');
        return this;
    }

    /** Text or an attribute's value, with what XML would read, or does not allow, replaced. */
    static String escaped(String raw) {
        StringBuilder safe = new StringBuilder();
        raw.codePoints().forEach(character -> {
            switch (character) {
                case '<' -> safe.append("&lt;");
                case '>' -> safe.append("&gt;");
                case '&' -> safe.append("&amp;");
                case '"' -> safe.append("&quot;");
                case '\'' -> safe.append("&#39;");
                case '\n', '\t' -> safe.appendCodePoint(character);
                default -> safe.appendCodePoint(isXml(character) ? character : 0xFFFD);
            }
        });
        return safe.toString();
    }

    private static boolean isXml(int character) {
        return (character >= 0x20 && character <= 0xD7FF)
                || (character >= 0xE000 && character <= 0xFFFD)
                || character >= 0x10000;
    }

    /** A number of pixels, with one decimal at most. */
    static String number(double value) {
        double tenths = Math.rint(value * 10) / 10;
        return tenths == Math.rint(tenths) ? Long.toString((long) tenths) : String.format(Locale.ROOT, "%.1f", tenths);
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
