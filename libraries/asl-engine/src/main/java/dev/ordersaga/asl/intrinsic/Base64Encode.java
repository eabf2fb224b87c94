package dev.ordersaga.asl.intrinsic;

import dev.ordersaga.asl.expression.Randomness;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** "Encodes data based on the MIME Base64 encoding scheme"; at most 10,000 characters. */
final class Base64Encode implements IntrinsicFunction {

    @Override
    public String name() {
        return "States.Base64Encode";
    }

    @Override
    public int fewestArguments() {
        return 1;
    }

    @Override
    public JsonNode apply(Arguments arguments, Randomness randomness) {
        String text = arguments.limitedString(0);
        String encoded = Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
        return JsonNodeFactory.instance.stringNode(encoded);
    }
}
