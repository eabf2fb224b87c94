package dev.ordersaga.asl;

import dev.ordersaga.asl.expression.Expression;

/**
 * A field that is a value, an expression for one, or (its name then ends in {@code Path}) a path to one.
 *
 * @param field the name it has in the definition, such as {@code SecondsPath}
 */
public record FieldExpression(String field, Expression value) {

    /** Whether the value is looked up by a path. */
    public boolean isPath() {
        return field.endsWith("Path");
    }
}
