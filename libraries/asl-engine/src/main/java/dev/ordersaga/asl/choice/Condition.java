package dev.ordersaga.asl.choice;

import dev.ordersaga.asl.expression.EvaluationFailure;
import dev.ordersaga.asl.expression.JsonPathExpression;
import dev.ordersaga.asl.expression.JsonataExpression;
import dev.ordersaga.asl.expression.Scope;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** What must hold for a choice to be taken. */
public sealed interface Condition {

    boolean holds(Scope scope);

    /** "The value is a non-empty array of Choice Rules": all hold. */
    record And(List<Condition> conditions) implements Condition {

        public And {
            conditions = List.copyOf(conditions);
        }

        @Override
        public boolean holds(Scope scope) {
            return conditions.stream().allMatch(condition -> condition.holds(scope));
        }
    }

    /** At least one holds. */
    record Or(List<Condition> conditions) implements Condition {

        public Or {
            conditions = List.copyOf(conditions);
        }

        @Override
        public boolean holds(Scope scope) {
            return conditions.stream().anyMatch(condition -> condition.holds(scope));
        }
    }

    /** The other does not hold. */
    record Not(Condition condition) implements Condition {

        @Override
        public boolean holds(Scope scope) {
            return !condition.holds(scope);
        }
    }

    /** "Compares two values": what Variable points to, and an operand. */
    record Comparison(JsonPathExpression variable, Operator operator, Operand operand) implements Condition {

        @Override
        public boolean holds(Scope scope) {
            if (operator == Operator.IS_PRESENT) {
                return variable.find(scope).isPresent() == operand.value(scope).asBoolean();
            }
            JsonNode value = variable.find(scope)
                    .orElseThrow(() -> EvaluationFailure.runtime("Invalid path '" + variable.source()
                            + "': The choice state's condition path references an invalid value."));
            return operator.compare(value, operand.value(scope));
        }
    }

    /**
     * "Condition: a JSONata expression that must evaluate to a boolean".
     *
     * @param field as messages name it, such as {@code Choices[1]/Condition}
     */
    record Query(JsonataExpression expression, String field) implements Condition {

        @Override
        public boolean holds(Scope scope) {
            JsonNode value = expression.evaluate(scope, field);
            if (!value.isBoolean()) {
                throw expression.unexpectedType(field, "boolean", value);
            }
            return value.booleanValue();
        }
    }

    /** {@code "Condition": true}. */
    record Always(boolean value) implements Condition {

        @Override
        public boolean holds(Scope scope) {
            return value;
        }
    }

    /** The right-hand side of a comparison. */
    sealed interface Operand {

        JsonNode value(Scope scope);
    }

    record Literal(JsonNode literal) implements Operand {

        @Override
        public JsonNode value(Scope scope) {
            return literal;
        }
    }

    /** The operand of an operator whose name ends in {@code Path}. */
    record At(JsonPathExpression path) implements Operand {

        @Override
        public JsonNode value(Scope scope) {
            return path.find(scope)
                    .orElseThrow(() -> EvaluationFailure.runtime("Invalid path '" + path.source()
                            + "': The choice state's condition path references an invalid value."));
        }
    }
}
