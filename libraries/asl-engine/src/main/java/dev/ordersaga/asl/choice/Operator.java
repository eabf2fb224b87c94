package dev.ordersaga.asl.choice;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiPredicate;
import java.util.function.IntPredicate;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** The comparison operators; "values of different types never compare as true". */
public enum Operator {
    STRING_EQUALS("StringEquals", Operator::isString, strings(c -> c == 0)),
    STRING_LESS_THAN("StringLessThan", Operator::isString, strings(c -> c < 0)),
    STRING_GREATER_THAN("StringGreaterThan", Operator::isString, strings(c -> c > 0)),
    STRING_LESS_THAN_EQUALS("StringLessThanEquals", Operator::isString, strings(c -> c <= 0)),
    STRING_GREATER_THAN_EQUALS("StringGreaterThanEquals", Operator::isString, strings(c -> c >= 0)),
    STRING_MATCHES("StringMatches", Operator::isString, Operator::matches),
    NUMERIC_EQUALS("NumericEquals", Operator::isNumber, numbers(c -> c == 0)),
    NUMERIC_LESS_THAN("NumericLessThan", Operator::isNumber, numbers(c -> c < 0)),
    NUMERIC_GREATER_THAN("NumericGreaterThan", Operator::isNumber, numbers(c -> c > 0)),
    NUMERIC_LESS_THAN_EQUALS("NumericLessThanEquals", Operator::isNumber, numbers(c -> c <= 0)),
    NUMERIC_GREATER_THAN_EQUALS("NumericGreaterThanEquals", Operator::isNumber, numbers(c -> c >= 0)),
    BOOLEAN_EQUALS(
            "BooleanEquals", Operator::isBoolean, (value, operand) -> value.booleanValue() == operand.booleanValue()),
    TIMESTAMP_EQUALS("TimestampEquals", Operator::isTimestamp, timestamps(c -> c == 0)),
    TIMESTAMP_LESS_THAN("TimestampLessThan", Operator::isTimestamp, timestamps(c -> c < 0)),
    TIMESTAMP_GREATER_THAN("TimestampGreaterThan", Operator::isTimestamp, timestamps(c -> c > 0)),
    TIMESTAMP_LESS_THAN_EQUALS("TimestampLessThanEquals", Operator::isTimestamp, timestamps(c -> c <= 0)),
    TIMESTAMP_GREATER_THAN_EQUALS("TimestampGreaterThanEquals", Operator::isTimestamp, timestamps(c -> c >= 0)),
    IS_NULL("IsNull", JsonNode::isNull),
    IS_PRESENT("IsPresent", value -> true),
    IS_NUMERIC("IsNumeric", Operator::isNumber),
    IS_STRING("IsString", Operator::isString),
    IS_BOOLEAN("IsBoolean", Operator::isBoolean),
    IS_TIMESTAMP("IsTimestamp", Operator::isTimestamp);

    private static final Map<String, Operator> BY_NAME = new HashMap<>();

    static {
        for (Operator operator : values()) {
            BY_NAME.put(operator.fieldName, operator);
        }
    }

    private final String fieldName;
    private final boolean typeTest;

    @SuppressWarnings("ImmutableEnumChecker") // a function without state
    private final Test type;

    @SuppressWarnings("ImmutableEnumChecker") // a function without state
    private final BiPredicate<JsonNode, JsonNode> comparison;

    Operator(String fieldName, Test type, BiPredicate<JsonNode, JsonNode> comparison) {
        this.fieldName = fieldName;
        this.typeTest = false;
        this.type = type;
        this.comparison =
                (value, operand) -> type.holds(value) && type.holds(operand) && comparison.test(value, operand);
    }

    Operator(String fieldName, Test type) {
        this.fieldName = fieldName;
        this.typeTest = true;
        this.type = type;
        this.comparison = (value, operand) -> type.holds(value) == operand.booleanValue();
    }

    /** The operator that a definition calls {@code name}, such as {@code StringEquals}. */
    public static Optional<Operator> named(String name) {
        return Optional.ofNullable(BY_NAME.get(name));
    }

    /** The fields that a choice rule may hold an operand in, in the order of the specification. */
    public static List<String> fieldNames() {
        return Stream.of(values())
                .flatMap(operator -> operator.hasPathVariant()
                        ? Stream.of(operator.fieldName, operator.fieldName + "Path")
                        : Stream.of(operator.fieldName))
                .toList();
    }

    /** The field of a choice rule that holds the operand. */
    public String fieldName() {
        return fieldName;
    }

    /** Whether a variant with {@code Path} at its end exists, that takes the operand from the input. */
    public boolean hasPathVariant() {
        return !typeTest && this != STRING_MATCHES;
    }

    /** Whether a definition may give {@code operand} to this operator. */
    public boolean accepts(JsonNode operand) {
        return typeTest ? operand.isBoolean() : type.holds(operand);
    }

    /** What {@link #accepts} asks for, as in "must be ...". */
    public String wanted() {
        if (typeTest || this == BOOLEAN_EQUALS) {
            return "true or false";
        }
        if (fieldName.startsWith("Timestamp")) {
            return "an RFC 3339 timestamp";
        }
        return fieldName.startsWith("Numeric") ? "a number" : "a string";
    }

    boolean compare(JsonNode value, JsonNode operand) {
        return comparison.test(value, operand);
    }

    @FunctionalInterface
    private interface Test {
        boolean holds(JsonNode value);
    }

    private static boolean isString(JsonNode value) {
        return value.isString();
    }

    private static boolean isNumber(JsonNode value) {
        return value.isNumber();
    }

    private static boolean isBoolean(JsonNode value) {
        return value.isBoolean();
    }

    private static boolean isTimestamp(JsonNode value) {
        return value.isString() && Timestamps.parse(value.stringValue()).isPresent();
    }

    private static BiPredicate<JsonNode, JsonNode> strings(IntPredicate order) {
        return (value, operand) -> order.test(value.stringValue().compareTo(operand.stringValue()));
    }

    private static BiPredicate<JsonNode, JsonNode> numbers(IntPredicate order) {
        return (value, operand) -> order.test(decimal(value).compareTo(decimal(operand)));
    }

    private static BigDecimal decimal(JsonNode number) {
        return number.decimalValue();
    }

    private static BiPredicate<JsonNode, JsonNode> timestamps(IntPredicate order) {
        return (value, operand) -> {
            Optional<Instant> left = Timestamps.parse(value.stringValue());
            Optional<Instant> right = Timestamps.parse(operand.stringValue());
            return left.isPresent()
                    && right.isPresent()
                    && order.test(left.get().compareTo(right.get()));
        };
    }

    /** "The character * matches zero or more characters"; {@code \*} is an asterisk and {@code \\} a backslash. */
    private static boolean matches(JsonNode value, JsonNode pattern) {
        return Wildcard.matches(pattern.stringValue(), value.stringValue());
    }
}
