package dev.ordersaga.asl.intrinsic;

import dev.ordersaga.asl.expression.Randomness;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** "Decodes data based on the MIME Base64 decoding scheme"; at most 10,000 characters. */
final class Base64Decode implements IntrinsicFunction {

    @Override
    public String name() {
        return "States.Base64Decode";
    }

    @Override
    public int fewestArguments() {
        return 1;
    }

    @Override
    public JsonNode apply(Arguments arguments, Randomness randomness) {
        String text = arguments.limitedString(0);
        try {
            byte[] decoded = Base64.getDecoder().decode(text);
            return JsonNodeFactory.instance.stringNode(new String(decoded, StandardCharsets.UTF_8));
        } catch (IllegalArgumentException e) {
            throw arguments.failure("the argument is not Base64");
        }
    }
}
