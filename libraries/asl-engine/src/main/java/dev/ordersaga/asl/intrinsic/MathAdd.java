package dev.ordersaga.asl.intrinsic;

import dev.ordersaga.asl.expression.Randomness;
import tools.jackson.databind.JsonNode;

/** "Returns the sum of two numbers". */
final class MathAdd implements IntrinsicFunction {

    @Override
    public String name() {
        return "States.MathAdd";
    }

    @Override
    public int fewestArguments() {
        return 2;
    }

    @Override
    public JsonNode apply(Arguments arguments, Randomness randomness) {
        try {
            return Arguments.integerNode(Math.addExact(arguments.integer(0), arguments.integer(1)));
        } catch (ArithmeticException e) {
            throw arguments.failure("the sum has more than 64 bits");
        }
    }
}
