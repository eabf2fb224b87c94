package dev.ordersaga.linter.graph;

import java.util.Locale;

/** Spans of time for a reader. */
public final class Spans {

    private static final double[] SECONDS = {86_400, 3_600, 60};
    private static final String[] UNITS = {"days", "h", "min"};

    private Spans() {}

    /** Such as {@code 15 s}, {@code 4.5 min}, {@code 7 days}. */
    public static String text(double seconds) {
        for (int i = 0; i < SECONDS.length; i++) {
            if (seconds >= 2 * SECONDS[i]) {
                return number(seconds / SECONDS[i]) + " " + UNITS[i];
            }
        }
        return number(seconds) + " s";
    }

    private static String number(double value) {
        String text = String.format(Locale.ROOT, "%.1f", value);
        return text.endsWith(".0") ? text.substring(0, text.length() - 2) : text;
    }
}
