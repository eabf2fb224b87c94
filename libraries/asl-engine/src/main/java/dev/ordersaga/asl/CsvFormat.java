package dev.ordersaga.asl;

import java.util.List;
import java.util.Optional;

/**
 * How rows of text become items.
 *
 * @param headers the names of the columns; empty where the first row has them
 */
public record CsvFormat(Optional<List<String>> headers, char delimiter) {

    /** Commas, and the names in the first row. */
    public static final CsvFormat FIRST_ROW = new CsvFormat(Optional.empty(), ',');
}
