package dev.ordersaga.asl.intrinsic;

import dev.ordersaga.asl.expression.Randomness;
import java.math.BigInteger;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** "Generates a range": first value, last value (included), step; "cannot contain more than 1000 items". */
final class ArrayRange implements IntrinsicFunction {

    private static final int MAX_ITEMS = 1000;

    @Override
    public String name() {
        return "States.ArrayRange";
    }

    @Override
    public int fewestArguments() {
        return 3;
    }

    @Override
    public JsonNode apply(Arguments arguments, Randomness randomness) {
        long first = arguments.integer(0);
        long last = arguments.integer(1);
        long step = arguments.integer(2);
        if (step == 0) {
            throw arguments.wrong(2, "other than zero");
        }
        if (((double) last - first) / step >= MAX_ITEMS) {
            throw arguments.failure("the range has more than " + MAX_ITEMS + " items");
        }
        ArrayNode range = JsonNodeFactory.instance.arrayNode();
        if (first != last && (last > first) != (step > 0)) {
            return range;
        }
        // The difference of two longs, and the value after the last one, may be no long.
        int steps = BigInteger.valueOf(last)
                .subtract(BigInteger.valueOf(first))
                .divide(BigInteger.valueOf(step))
                .intValueExact();
        for (int i = 0; i <= steps; i++) {
            range.add(Arguments.integerNode(first + i * step));
        }
        return range;
    }
}
