package dev.ordersaga.asl.intrinsic;

import dev.ordersaga.asl.expression.JsonText;
import dev.ordersaga.asl.expression.Randomness;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** "Parses the argument as JSON and yields what it describes"; nothing at all describes null. */
final class StringToJson implements IntrinsicFunction {

    @Override
    public String name() {
        return "States.StringToJson";
    }

    @Override
    public int fewestArguments() {
        return 1;
    }

    @Override
    public JsonNode apply(Arguments arguments, Randomness randomness) {
        String text = arguments.string(0);
        if (text.isBlank()) {
            return JsonNodeFactory.instance.nullNode();
        }
        try {
            return JsonText.parse(text);
        } catch (JacksonException e) {
            throw arguments.failure("the argument is not JSON");
        }
    }
}
