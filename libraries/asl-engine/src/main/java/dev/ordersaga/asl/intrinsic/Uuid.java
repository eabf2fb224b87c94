package dev.ordersaga.asl.intrinsic;

import dev.ordersaga.asl.expression.Randomness;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** "Returns a version 4 universally unique identifier". */
final class Uuid implements IntrinsicFunction {

    @Override
    public String name() {
        return "States.UUID";
    }

    @Override
    public int fewestArguments() {
        return 0;
    }

    @Override
    public JsonNode apply(Arguments arguments, Randomness randomness) {
        return JsonNodeFactory.instance.stringNode(randomness.uuid());
    }
}
