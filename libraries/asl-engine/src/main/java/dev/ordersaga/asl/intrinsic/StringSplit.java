package dev.ordersaga.asl.intrinsic;

import dev.ordersaga.asl.expression.Randomness;
import java.util.StringTokenizer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** "Splits a string into an array of values"; each character of the second argument is a separator. */
final class StringSplit implements IntrinsicFunction {

    @Override
    public String name() {
        return "States.StringSplit";
    }

    @Override
    public int fewestArguments() {
        return 2;
    }

    @Override
    public JsonNode apply(Arguments arguments, Randomness randomness) {
        ArrayNode parts = JsonNodeFactory.instance.arrayNode();
        StringTokenizer tokens = new StringTokenizer(arguments.string(0), arguments.string(1));
        while (tokens.hasMoreTokens()) {
            parts.add(tokens.nextToken());
        }
        return parts;
    }
}
