package dev.ordersaga.drawing;

import java.util.List;

/** How much room the text of an edge takes. */
final class PlacedWords {

    static final double SIZE = 11;
    static final double LINE = 14;
    static final double WIDTH = 118;

    private PlacedWords() {}

    static Box size(List<String> lines) {
        double width = lines.stream()
                .mapToDouble(line -> Lettering.width(line, SIZE))
                .max()
                .orElse(0);
        return new Box(0, 0, Lettering.even(width) + 8, lines.size() * LINE + 4);
    }
}
