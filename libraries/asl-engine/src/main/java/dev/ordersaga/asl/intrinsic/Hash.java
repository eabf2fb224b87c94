package dev.ordersaga.asl.intrinsic;

import dev.ordersaga.asl.expression.Hashes;
import dev.ordersaga.asl.expression.Randomness;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** "Calculates the hash value of a given input": data, and one of MD5, SHA-1, SHA-256, SHA-384, SHA-512. */
final class Hash implements IntrinsicFunction {

    @Override
    public String name() {
        return "States.Hash";
    }

    @Override
    public int fewestArguments() {
        return 2;
    }

    @Override
    public JsonNode apply(Arguments arguments, Randomness randomness) {
        JsonNode data = arguments.any(0);
        String text = data.isString() ? data.stringValue() : data.toString();
        if (text.length() > Arguments.MAX_TEXT_LENGTH) {
            throw arguments.failure("the data is longer than " + Arguments.MAX_TEXT_LENGTH + " characters");
        }
        try {
            return JsonNodeFactory.instance.stringNode(Hashes.hex(text, arguments.string(1)));
        } catch (IllegalArgumentException e) {
            throw arguments.wrong(1, "MD5, SHA-1, SHA-256, SHA-384 or SHA-512");
        }
    }
}
