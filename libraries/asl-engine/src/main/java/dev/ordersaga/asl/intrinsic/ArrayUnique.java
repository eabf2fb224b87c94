package dev.ordersaga.asl.intrinsic;

import dev.ordersaga.asl.expression.Randomness;
import java.util.HashSet;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** The values of an array without repetitions, each where it first stood. */
final class ArrayUnique implements IntrinsicFunction {

    @Override
    public String name() {
        return "States.ArrayUnique";
    }

    @Override
    public int fewestArguments() {
        return 1;
    }

    @Override
    public JsonNode apply(Arguments arguments, Randomness randomness) {
        ArrayNode unique = JsonNodeFactory.instance.arrayNode();
        Set<JsonNode> seen = new HashSet<>();
        for (JsonNode element : arguments.array(0)) {
            if (seen.add(element)) {
                unique.add(element);
            }
        }
        return unique;
    }
}
