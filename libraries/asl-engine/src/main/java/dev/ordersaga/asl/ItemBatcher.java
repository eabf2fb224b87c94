package dev.ordersaga.asl;

import dev.ordersaga.asl.expression.Template;
import java.util.Optional;

/**
 * How a distributed Map groups its items: "a batch is an array of JSON objects" of at most so many items and bytes.
 *
 * @param batchInput what every batch is given besides its items
 */
public record ItemBatcher(
        Optional<FieldExpression> maxItems, Optional<FieldExpression> maxBytes, Optional<Template> batchInput) {}
