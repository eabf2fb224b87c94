package dev.ordersaga.asl.intrinsic;

import dev.ordersaga.asl.expression.Randomness;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** "Generates a range": first value, last value (included), step; "cannot contain more than 1000 items". */
final class ArrayRange implements IntrinsicFunction {

    private static final int MOST_ITEMS = 1000;

    @Override
    public String name() {
        return "States.ArrayRange";
    }

    @Override
    public int fewestArguments() {
        return 3;
    }

    @Override
    public int mostArguments() {
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
        if ((last - first) / step >= MOST_ITEMS) {
            throw arguments.failure("the range has more than " + MOST_ITEMS + " items");
        }
        ArrayNode range = JsonNodeFactory.instance.arrayNode();
        for (long value = first; step > 0 ? value <= last : value >= last; value += step) {
            range.add(Arguments.integerNode(value));
        }
        return range;
    }
}
