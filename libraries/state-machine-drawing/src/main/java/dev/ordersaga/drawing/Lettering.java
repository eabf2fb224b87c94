package dev.ordersaga.drawing;

import java.util.ArrayList;
import java.util.List;

/** How wide texts are, without a font at hand: the widths of a wide sans-serif, so that no usual font runs over. */
final class Lettering {

    /** For ASCII from the space on, thousandths of the font's size: DejaVu Sans, the widest of the usual ones. */
    private static final int[] WIDTHS = {
        318, 401, 460, 838, 636, 950, 780, 275, 390, 390, 500, 838, 318, 361, 318, 337, 636, 636, 636, 636, 636, 636,
                636, 636, 636,
        636, 337, 337, 838, 838, 838, 531, 1000, 684, 686, 698, 770, 632, 575, 775, 752, 295, 295, 656, 557, 863, 748,
                787, 603, 787,
        695, 635, 611, 732, 684, 989, 685, 611, 685, 390, 337, 390, 838, 500, 500, 613, 635, 550, 635, 615, 352, 635,
                634, 278, 278,
        579, 278, 974, 634, 612, 635, 635, 411, 521, 392, 634, 592, 818, 592, 592, 525, 636, 337, 636, 838
    };

    private static final int OTHER = 1000;

    private Lettering() {}

    /** A width that has a middle in whole pixels, because the layout rounds. */
    static double even(double width) {
        return 2 * Math.ceil(width / 2);
    }

    /** The width of a line in a font of that size. */
    static double width(String line, double size) {
        return line.codePoints().mapToLong(Lettering::width).sum() * size / 1000;
    }

    private static int width(int character) {
        int place = character - ' ';
        return place >= 0 && place < WIDTHS.length ? WIDTHS[place] : OTHER;
    }

    /**
     * Breaks a text into lines where a word ends, or a capital begins one; inside of a word that is too long by itself.
     *
     * @param most how many lines; what does not fit is left out, and the last line ends in an ellipsis
     */
    static List<String> wrap(String text, double size, double width, int most) {
        List<String> lines = new ArrayList<>();
        String rest = text.strip();
        while (!rest.isEmpty()) {
            if (lines.size() == most - 1) {
                lines.add(shorten(rest, size, width));
                break;
            }
            int end = fitting(rest, size, width);
            lines.add(rest.substring(0, end).strip());
            rest = rest.substring(end).strip();
        }
        return lines.isEmpty() ? List.of("") : lines;
    }

    /** A text that is no wider, with an ellipsis for what was left out. */
    static String shorten(String text, double size, double width) {
        if (width(text, size) <= width) {
            return text;
        }
        int end = text.length();
        while (end > 0 && width(text.substring(0, end) + "…", size) > width) {
            end = text.offsetByCodePoints(end, -1);
        }
        return text.substring(0, end).strip() + "…";
    }

    /** How much of a text fits a line, at the best place to break it. */
    private static int fitting(String text, double size, double width) {
        int end = 0;
        int best = 0;
        double used = 0;
        while (end < text.length()) {
            int character = text.codePointAt(end);
            used += width(character) * size / 1000;
            if (used > width && end > 0) {
                return best > 0 ? best : end;
            }
            if (end > 0 && breaksBefore(text, end)) {
                best = end;
            }
            end += Character.charCount(character);
        }
        return end;
    }

    private static boolean breaksBefore(String text, int at) {
        char before = text.charAt(at - 1);
        char here = text.charAt(at);
        return Character.isWhitespace(before)
                || ".,-_/:".indexOf(before) >= 0
                || (Character.isUpperCase(here) && Character.isLowerCase(before));
    }
}
