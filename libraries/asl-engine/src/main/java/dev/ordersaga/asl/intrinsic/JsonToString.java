package dev.ordersaga.asl.intrinsic;

import dev.ordersaga.asl.expression.Randomness;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** "Yields a string that is the JSON text of the argument". */
final class JsonToString implements IntrinsicFunction {

    @Override
    public String name() {
        return "States.JsonToString";
    }

    @Override
    public int fewestArguments() {
        return 1;
    }

    @Override
    public JsonNode apply(Arguments arguments, Randomness randomness) {
        return JsonNodeFactory.instance.stringNode(arguments.any(0).toString());
    }
}
