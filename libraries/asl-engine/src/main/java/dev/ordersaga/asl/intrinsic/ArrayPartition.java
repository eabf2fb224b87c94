package dev.ordersaga.asl.intrinsic;

import dev.ordersaga.asl.expression.Randomness;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;

/** "Divides an array into chunks": {@code [1,2,3]} by 2 is {@code [[1,2],[3]]}. */
final class ArrayPartition implements IntrinsicFunction {

    @Override
    public String name() {
        return "States.ArrayPartition";
    }

    @Override
    public int fewestArguments() {
        return 2;
    }

    @Override
    public JsonNode apply(Arguments arguments, Randomness randomness) {
        ArrayNode array = arguments.array(0);
        long size = arguments.integer(1);
        if (size < 1) {
            throw arguments.wrong(1, "a positive number");
        }
        ArrayNode chunks = array.arrayNode();
        ArrayNode chunk = array.arrayNode();
        for (JsonNode element : array) {
            if (chunk.size() == size) {
                chunks.add(chunk);
                chunk = array.arrayNode();
            }
            chunk.add(element);
        }
        if (!chunk.isEmpty()) {
            chunks.add(chunk);
        }
        return chunks;
    }
}
