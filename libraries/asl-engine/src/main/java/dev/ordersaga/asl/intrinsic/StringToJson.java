package dev.ordersaga.asl.intrinsic;

import dev.ordersaga.asl.expression.JsonText;
import dev.ordersaga.asl.expression.Randomness;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** "Parses the argument as JSON and yields what it describes". */
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
    public int mostArguments() {
        return 1;
    }

    @Override
    public JsonNode apply(Arguments arguments, Randomness randomness) {
        try {
            return JsonText.parse(arguments.string(0));
        } catch (JacksonException e) {
            throw arguments.failure("the argument is not JSON");
        }
    }
}
