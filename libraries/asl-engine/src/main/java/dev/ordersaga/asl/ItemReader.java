package dev.ordersaga.asl;

import dev.ordersaga.asl.expression.Template;
import java.util.Optional;

/**
 * Where a distributed Map takes its items from.
 *
 * @param format how the object is read; {@link DataFormat#LISTING} for a list of objects
 * @param csv how rows are read, where the format has rows
 * @param itemsPointer a JSON pointer to the items inside a JSON object; empty for the whole
 * @param maxItems how many items are taken at most
 * @param objects which objects the items are in, where the format is not a listing
 */
public record ItemReader(
        DataFormat format,
        Optional<Template> arguments,
        CsvFormat csv,
        String itemsPointer,
        Optional<FieldExpression> maxItems,
        Objects objects) {

    /** Which objects the items are in. */
    public enum Objects {
        /** The one that the arguments name. */
        NAMED,
        /** All those under a prefix. */
        LISTED,
        /** Those that a manifest of Athena's UNLOAD names, a URI a line. */
        OF_ATHENA_MANIFEST
    }
}
