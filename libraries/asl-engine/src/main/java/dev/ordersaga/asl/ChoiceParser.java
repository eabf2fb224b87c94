package dev.ordersaga.asl;

import dev.ordersaga.asl.choice.Condition;
import dev.ordersaga.asl.choice.Operator;
import dev.ordersaga.asl.expression.JsonPathExpression;
import dev.ordersaga.asl.expression.Template;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** Reads the Choices of a Choice state. */
final class ChoiceParser {

    private static final String ONE_OF =
            "The object must have only one of the following fields, [And, Or, Not, Variable, Condition]";

    private final ExpressionParser expressions;
    private final Problems problems;

    ChoiceParser(ExpressionParser expressions, Problems problems) {
        this.expressions = expressions;
        this.problems = problems;
    }

    Optional<Choice> parse(JsonNode node, String pointer, int index, StateNode state, QueryLanguage language) {
        if (!node.isObject()) {
            problems.add(pointer, "must be an object", AwsWording.of(pointer, "Expected value of type [OBJECT]"));
            return Optional.empty();
        }
        Fields fields = new Fields(node, pointer, problems);
        Optional<String> comment = fields.string("Comment");
        String place = "Choices[" + index + "]";
        Optional<Condition> condition = language == QueryLanguage.JSONATA ? jsonata(fields, place) : rule(fields);
        Assignments assign = expressions.assignments(fields, language, place);
        Optional<Template> output = language == QueryLanguage.JSONATA
                ? fields.take("Output")
                        .map(value -> expressions
                                .template(value, fields.pointer("Output"), language)
                                .in(place))
                : Optional.empty();
        Optional<String> next = fields.requiredString("Next");
        next.ifPresent(name -> state.leads(Transition.Kind.CHOICE, name, List.of(), comment, pointer));
        fields.refuseOthers(language);
        if (condition.isEmpty() || next.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new Choice(condition.get(), output, assign, next.get()));
    }

    private Optional<Condition> jsonata(Fields fields, String place) {
        Optional<JsonNode> condition = fields.take("Condition");
        if (condition.isEmpty()) {
            if (fields.has("Variable")) {
                Operator.fieldNames().forEach(fields::ignore);
            } else {
                fields.problemOfObject("Condition", "is missing", ONE_OF);
            }
            return Optional.empty();
        }
        JsonNode value = condition.get();
        if (value.isBoolean()) {
            return Optional.of(new Condition.Always(value.booleanValue()));
        }
        if (!value.isString()) {
            fields.problem(
                    "Condition",
                    "must be a JSONata expression, true or false",
                    "Expected value of type [STRING, BOOLEAN]");
            return Optional.empty();
        }
        return expressions
                .jsonata(fields, "Condition", value.stringValue())
                .map(expression -> new Condition.Query(expression, place + "/Condition"));
    }

    private Optional<Condition> rule(Fields fields) {
        List<String> combiners =
                List.of("And", "Or", "Not").stream().filter(fields::has).toList();
        if (combiners.size() > 1 || (!combiners.isEmpty() && fields.has("Variable"))) {
            fields.problemOfAll("must have exactly one of And, Or, Not, or a Variable with a comparison", ONE_OF);
            combiners.forEach(fields::ignore);
            fields.ignore("Variable");
            Operator.fieldNames().forEach(fields::ignore);
            return Optional.empty();
        }
        if (combiners.isEmpty()) {
            return comparison(fields);
        }
        String combiner = combiners.get(0);
        if (combiner.equals("Not")) {
            return fields.object("Not")
                    .flatMap(node -> nested(node, fields.pointer("Not")))
                    .map(Condition.Not::new);
        }
        List<Condition> conditions = new ArrayList<>();
        Optional<JsonNode> list = fields.array(combiner, 1);
        int size = list.map(JsonNode::size).orElse(0);
        for (int i = 0; list.isPresent() && i < size; i++) {
            nested(list.get().get(i), fields.pointer(combiner) + "/" + i).ifPresent(conditions::add);
        }
        if (conditions.size() < size || size == 0) {
            return Optional.empty();
        }
        return Optional.of(combiner.equals("And") ? new Condition.And(conditions) : new Condition.Or(conditions));
    }

    private Optional<Condition> nested(JsonNode node, String pointer) {
        if (!node.isObject()) {
            problems.add(pointer, "must be an object", AwsWording.of(pointer, "Expected value of type [OBJECT]"));
            return Optional.empty();
        }
        Fields fields = new Fields(node, pointer, problems);
        fields.string("Comment");
        Optional<Condition> condition = rule(fields);
        if (fields.take("Next").isPresent()) {
            fields.notHere("Next", "must be given at the top level of a choice only");
        }
        fields.refuseOthers(QueryLanguage.JSON_PATH);
        return condition;
    }

    private Optional<Condition> comparison(Fields fields) {
        if (fields.take("Variable").isEmpty()) {
            if (fields.has("Condition")) {
                return Optional.empty();
            }
            fields.problemOfObject("Variable", "is missing", ONE_OF);
        }
        Optional<JsonPathExpression> variable = expressions.comparedPath(fields, "Variable");
        List<Condition.Operand> operands = new ArrayList<>();
        List<Operator> operators = new ArrayList<>();
        int named = 0;
        for (Map.Entry<String, JsonNode> field : fields.all()) {
            String name = field.getKey();
            Optional<Operator> plain = Operator.named(name);
            Optional<Operator> byPath = name.endsWith("Path")
                    ? Operator.named(name.substring(0, name.length() - 4)).filter(Operator::hasPathVariant)
                    : Optional.empty();
            if (plain.isPresent()) {
                named++;
                fields.ignore(name);
                if (plain.get().accepts(field.getValue())) {
                    operators.add(plain.get());
                    operands.add(new Condition.Literal(field.getValue()));
                } else {
                    fields.problem(name, "must be " + plain.get().wanted(), wanted(plain.get(), field.getValue()));
                }
            } else if (byPath.isPresent()) {
                named++;
                expressions.comparedPath(fields, name).ifPresent(path -> {
                    operators.add(byPath.get());
                    operands.add(new Condition.At(path));
                });
            }
        }
        if (named != 1) {
            fields.problemOfAll("must have exactly one comparison operator", oneOperator(named > 1));
            return Optional.empty();
        }
        if (operators.isEmpty() || variable.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new Condition.Comparison(variable.get(), operators.get(0), operands.get(0)));
    }

    /** How Step Functions asks for an operand of the right type. */
    private static String wanted(Operator operator, JsonNode given) {
        return switch (operator.wanted()) {
            case "true or false" -> "Expected value of type [BOOLEAN]";
            case "a number" -> "Expected value of type [NUMBER]";
            case "a string" -> "Expected value of type [STRING]";
            default -> given.isString() ? "String does not match RFC3339 timestamp" : "Expected value of type [STRING]";
        };
    }

    private static String oneOperator(boolean several) {
        return (several
                        ? "There should only be one of the following fields: "
                        : "This object should have only one of the following fields: ")
                + Operator.fieldNames();
    }
}
