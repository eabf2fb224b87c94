package dev.ordersaga.asl.intrinsic;

import dev.ordersaga.asl.expression.EvaluationFailure;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** The evaluated arguments of one call, asked for by position and type. */
record Arguments(String function, List<JsonNode> values) {

    /** "The maximum number of characters" that States.Hash and the Base64 functions take. */
    static final int MAX_TEXT_LENGTH = 10_000;

    /** 2 to the power of 63: a rounded number from there on is no long. */
    private static final double MAX_NUMBER = 0x1p63;

    Arguments {
        values = List.copyOf(values);
    }

    int size() {
        return values.size();
    }

    JsonNode any(int index) {
        return values.get(index);
    }

    String string(int index) {
        JsonNode value = values.get(index);
        if (!value.isString()) {
            throw wrong(index, "a string");
        }
        return value.stringValue();
    }

    /** A string that is no longer than {@link #MAX_TEXT_LENGTH}. */
    String limitedString(int index) {
        String text = string(index);
        if (text.length() > MAX_TEXT_LENGTH) {
            throw failure("the argument is longer than " + MAX_TEXT_LENGTH + " characters");
        }
        return text;
    }

    ArrayNode array(int index) {
        if (values.get(index) instanceof ArrayNode array) {
            return array;
        }
        throw wrong(index, "an array");
    }

    /** "If you specify a non-integer value, it is rounded to the nearest integer." */
    long integer(int index) {
        JsonNode value = values.get(index);
        if (!value.isNumber()) {
            throw wrong(index, "a number");
        }
        if (value.isIntegralNumber() && value.canConvertToLong()) {
            return value.longValue();
        }
        double number = value.doubleValue();
        if (!(Math.abs(number) < MAX_NUMBER)) {
            throw wrong(index, "a number of at most 64 bits");
        }
        return Math.round(number);
    }

    static JsonNode integerNode(long value) {
        return (int) value == value
                ? JsonNodeFactory.instance.numberNode((int) value)
                : JsonNodeFactory.instance.numberNode(value);
    }

    EvaluationFailure wrong(int index, String wanted) {
        return failure("argument " + (index + 1) + " must be " + wanted + " but was " + values.get(index));
    }

    EvaluationFailure failure(String why) {
        return EvaluationFailure.of(EvaluationFailure.INTRINSIC_FAILURE, function + ": " + why);
    }
}
