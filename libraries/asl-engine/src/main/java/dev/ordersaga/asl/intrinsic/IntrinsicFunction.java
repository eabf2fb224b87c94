package dev.ordersaga.asl.intrinsic;

import dev.ordersaga.asl.expression.Randomness;
import tools.jackson.databind.JsonNode;

/** One intrinsic function: "a construct that looks like a function in a programming language". */
interface IntrinsicFunction {

    /** Such as {@code States.Format}. */
    String name();

    int fewestArguments();

    /** As many as at least, for a function that takes a fixed number. */
    default int mostArguments() {
        return fewestArguments();
    }

    /**
     * Computes the value.
     *
     * @throws dev.ordersaga.asl.expression.EvaluationFailure {@code States.IntrinsicFailure} for arguments of the wrong
     *     type or range
     */
    JsonNode apply(Arguments arguments, Randomness randomness);
}
