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
 * @param flatten whether the items are those inside the objects that are listed
 */
public record ItemReader(
        DataFormat format,
        Optional<Template> arguments,
        CsvFormat csv,
        String itemsPointer,
        Optional<FieldExpression> maxItems,
        boolean flatten) {}
