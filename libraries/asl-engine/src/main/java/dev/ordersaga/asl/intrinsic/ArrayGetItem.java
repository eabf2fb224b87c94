package dev.ordersaga.asl.intrinsic;

import dev.ordersaga.asl.expression.Randomness;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;

/** The value at an index, counting from 0. */
final class ArrayGetItem implements IntrinsicFunction {

    @Override
    public String name() {
        return "States.ArrayGetItem";
    }

    @Override
    public int fewestArguments() {
        return 2;
    }

    @Override
    public JsonNode apply(Arguments arguments, Randomness randomness) {
        long index = arguments.integer(1);
        ArrayNode array = arguments.array(0);
        if (index < 0 || index >= array.size()) {
            throw arguments.wrong(1, "an index into an array of " + array.size());
        }
        return array.get((int) index);
    }
}
