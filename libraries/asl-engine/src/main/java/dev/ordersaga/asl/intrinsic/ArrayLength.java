package dev.ordersaga.asl.intrinsic;

import dev.ordersaga.asl.expression.Randomness;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** How many values an array holds. */
final class ArrayLength implements IntrinsicFunction {

    @Override
    public String name() {
        return "States.ArrayLength";
    }

    @Override
    public int fewestArguments() {
        return 1;
    }

    @Override
    public JsonNode apply(Arguments arguments, Randomness randomness) {
        return JsonNodeFactory.instance.numberNode(arguments.array(0).size());
    }
}
