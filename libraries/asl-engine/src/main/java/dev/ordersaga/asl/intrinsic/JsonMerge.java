package dev.ordersaga.asl.intrinsic;

import dev.ordersaga.asl.expression.Randomness;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** "Merges two JSON objects into a single object"; the third argument must be false, for shallow is all there is. */
final class JsonMerge implements IntrinsicFunction {

    @Override
    public String name() {
        return "States.JsonMerge";
    }

    @Override
    public int fewestArguments() {
        return 3;
    }

    @Override
    public JsonNode apply(Arguments arguments, Randomness randomness) {
        if (!arguments.any(2).isBoolean() || arguments.any(2).booleanValue()) {
            throw arguments.wrong(2, "false: deep merging is not supported");
        }
        if (!(arguments.any(0) instanceof ObjectNode first)) {
            throw arguments.wrong(0, "an object");
        }
        if (!(arguments.any(1) instanceof ObjectNode second)) {
            throw arguments.wrong(1, "an object");
        }
        ObjectNode merged = first.objectNode();
        merged.setAll(first);
        merged.setAll(second);
        return merged;
    }
}
