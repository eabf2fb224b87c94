package dev.ordersaga.asl;

import dev.ordersaga.asl.expression.Template;
import java.util.Optional;

/**
 * What becomes of the results of a distributed Map.
 *
 * @param arguments the bucket and the prefix that results are written to; empty where they are not written
 * @param lines whether a file has a result a line, and is no array
 */
public record ResultWriter(Optional<Template> arguments, Transformation transformation, boolean lines) {

    /** How a child's result is told. */
    public enum Transformation {
        /** With what is known of its execution. */
        NONE,
        /** The output alone. */
        COMPACT,
        /** The output alone; of an array, its elements. */
        FLATTEN
    }
}
