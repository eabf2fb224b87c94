package dev.ordersaga.asl.intrinsic;

import dev.ordersaga.asl.expression.Randomness;
import java.util.Random;
import tools.jackson.databind.JsonNode;

/** "Returns a random number between the specified start number (inclusive) and end number (exclusive)"; a seed repeats it. */
final class MathRandom implements IntrinsicFunction {

    @Override
    public String name() {
        return "States.MathRandom";
    }

    @Override
    public int fewestArguments() {
        return 2;
    }

    @Override
    public int mostArguments() {
        return 3;
    }

    @Override
    public JsonNode apply(Arguments arguments, Randomness randomness) {
        long start = arguments.integer(0);
        long end = arguments.integer(1);
        if (start >= end) {
            throw arguments.wrong(1, "more than the start");
        }
        double fraction = arguments.size() == 3 ? new Random(arguments.integer(2)).nextDouble() : randomness.number();
        return Arguments.integerNode(start + (long) (fraction * ((double) end - start)));
    }
}
