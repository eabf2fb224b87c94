package dev.ordersaga.asl.intrinsic;

import dev.ordersaga.asl.expression.Randomness;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.BooleanNode;

/** Whether a value is in an array. */
final class ArrayContains implements IntrinsicFunction {

    @Override
    public String name() {
        return "States.ArrayContains";
    }

    @Override
    public int fewestArguments() {
        return 2;
    }

    @Override
    public JsonNode apply(Arguments arguments, Randomness randomness) {
        for (JsonNode element : arguments.array(0)) {
            if (element.equals(arguments.any(1))) {
                return BooleanNode.TRUE;
            }
        }
        return BooleanNode.FALSE;
    }
}
