package dev.ordersaga.asl.intrinsic;

import dev.ordersaga.asl.expression.Randomness;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** "Returns a JSON array containing the values of the arguments, in the order provided". */
final class Array implements IntrinsicFunction {

    @Override
    public String name() {
        return "States.Array";
    }

    @Override
    public int fewestArguments() {
        return 0;
    }

    @Override
    public int mostArguments() {
        return Integer.MAX_VALUE;
    }

    @Override
    public JsonNode apply(Arguments arguments, Randomness randomness) {
        ArrayNode array = JsonNodeFactory.instance.arrayNode(arguments.size());
        arguments.values().forEach(array::add);
        return array;
    }
}
