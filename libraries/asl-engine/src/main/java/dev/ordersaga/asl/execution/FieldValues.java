package dev.ordersaga.asl.execution;

import dev.ordersaga.asl.FieldExpression;
import dev.ordersaga.asl.Limits;
import dev.ordersaga.asl.choice.Timestamps;
import dev.ordersaga.asl.expression.EvaluationFailure;
import dev.ordersaga.asl.expression.JsonPathExpression;
import dev.ordersaga.asl.expression.JsonataExpression;
import dev.ordersaga.asl.expression.Scope;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** The values of fields that are written down, computed or looked up, and what the service says of wrong ones. */
final class FieldValues {

    private static final Pattern DIGITS = Pattern.compile("\\d{1,9}");

    private FieldValues() {}

    static String text(FieldExpression setting, Scope scope) {
        JsonNode value = value(setting, scope);
        if (!value.isString()) {
            throw unexpected(setting, "string", value);
        }
        return value.stringValue();
    }

    static @Nullable Duration duration(Optional<FieldExpression> setting, Scope scope) {
        return setting.map(value -> Duration.ofSeconds(seconds(value, scope, 1)))
                .orElse(null);
    }

    static Instant timestamp(FieldExpression setting, JsonNode value) {
        Optional<Instant> instant = value.isString() ? Timestamps.parse(value.stringValue()) : Optional.empty();
        return instant.orElseThrow(() -> setting.isPath()
                ? EvaluationFailure.runtime("The " + setting.field()
                        + " parameter does not reference a valid ISO-8601 extended offset date-time format string: "
                        + setting.value().source() + " == " + plain(value))
                : EvaluationFailure.query(
                        "The " + setting.field()
                                + " field cannot be parsed as an ISO-8601 extended offset date-time format string: "
                                + plain(value),
                        setting.field()));
    }

    static JsonNode value(FieldExpression setting, Scope scope) {
        return setting.value() instanceof JsonPathExpression path
                ? path.select(scope)
                : setting.value().evaluate(scope, setting.field());
    }

    static long seconds(FieldExpression setting, Scope scope, long least) {
        JsonNode value = whole(value(setting, scope), setting);
        boolean whole = value.isNumber() && value.doubleValue() == Math.rint(value.doubleValue());
        if (!whole) {
            throw unexpected(setting, "number", value);
        }
        long seconds = value.longValue();
        if (seconds < least) {
            throw setting.isPath()
                    ? EvaluationFailure.runtime("The " + setting.field() + " parameter references a negative value: "
                            + setting.value().source() + " == " + value)
                    : EvaluationFailure.query(
                            "The " + setting.field() + " field must be at least " + least + " but was: " + value,
                            setting.field());
        }
        if (seconds > Limits.MAX_INTEGER) {
            String cause =
                    "The " + setting.field() + " field must be at most " + Limits.MAX_INTEGER + " but was: " + value;
            throw setting.isPath() ? EvaluationFailure.runtime(cause) : EvaluationFailure.query(cause, setting.field());
        }
        return seconds;
    }

    /** A number from 0 to 100. */
    static double percentage(FieldExpression setting, Scope scope) {
        JsonNode value = value(setting, scope);
        if (!value.isNumber()) {
            if (setting.value() instanceof JsonataExpression expression) {
                throw expression.unexpectedType(setting.field(), "number", value);
            }
            throw EvaluationFailure.runtime("The " + setting.field() + " field refers to value \"" + plain(value)
                    + "\" which is not a valid float: " + setting.value().source());
        }
        if (value.doubleValue() < 0 || value.doubleValue() > 100) {
            throw EvaluationFailure.runtime("ToleratedFailurePercentage must be between 0 and 100.");
        }
        return value.doubleValue();
    }

    /** A path may lead to a string of digits, which the service takes for the number. */
    private static JsonNode whole(JsonNode value, FieldExpression setting) {
        return setting.isPath()
                        && value.isString()
                        && DIGITS.matcher(value.stringValue()).matches()
                ? JsonNodeFactory.instance.numberNode(Long.parseLong(value.stringValue()))
                : value;
    }

    static EvaluationFailure unexpected(FieldExpression setting, String expected, JsonNode value) {
        if (setting.value() instanceof JsonataExpression expression) {
            return expression.unexpectedType(setting.field(), expected, value);
        }
        if (setting.field().equals("SecondsPath")) {
            // The service has words of its own for a Wait's.
            return EvaluationFailure.runtime("The SecondsPath parameter cannot be parsed as a long value: "
                    + setting.value().source() + " == " + plain(value));
        }
        String wanted = expected.equals("number") ? "integer" : expected;
        return EvaluationFailure.runtime("The " + setting.field() + " field refers to value \"" + plain(value)
                + "\" which is not a valid " + wanted + ": " + setting.value().source());
    }

    static String plain(JsonNode value) {
        return value.isString() ? value.stringValue() : value.toString();
    }
}
