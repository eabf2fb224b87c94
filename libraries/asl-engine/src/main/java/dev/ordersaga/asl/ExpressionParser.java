package dev.ordersaga.asl;

import dev.ordersaga.asl.expression.Constant;
import dev.ordersaga.asl.expression.Expression;
import dev.ordersaga.asl.expression.JsonPathExpression;
import dev.ordersaga.asl.expression.JsonataExpression;
import dev.ordersaga.asl.expression.ReferencePath;
import dev.ordersaga.asl.expression.SyntaxProblem;
import dev.ordersaga.asl.expression.Template;
import dev.ordersaga.asl.expression.TemplateParser;
import dev.ordersaga.asl.intrinsic.IntrinsicCall;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Reads what a field may hold besides plain values: paths, intrinsic functions, JSONata, templates of them. */
final class ExpressionParser {

    private static final Pattern VARIABLE_NAME = Pattern.compile("\\p{L}[\\p{L}\\p{N}_]{0,79}");
    private static final Pattern PLACE = Pattern.compile("\\$\\{[A-Za-z0-9][^}]*}");
    private static final Pattern ONLY_A_PLACE = Pattern.compile("\\{%\\s*" + PLACE + "\\s*%}");
    static final JsonPathExpression WHOLE = JsonPathExpression.parse("$");

    private final Problems problems;
    private final boolean places;

    /**
     * Reads for one definition.
     *
     * @param places whether {@code ${…}} places may still be open: a number stands in for each in JSONata, which has no such form
     */
    ExpressionParser(Problems problems, boolean places) {
        this.problems = problems;
        this.places = places;
    }

    /** Whether a place is somewhere in the text, so that nobody knows yet what it will be. */
    boolean hasPlace(String text) {
        return places && text.contains("${");
    }

    boolean isPlace(String text) {
        return places && text.startsWith("${");
    }

    Assignments assignments(Fields fields, QueryLanguage language) {
        return assignments(fields, language, "", this::template);
    }

    /** Those of a rule of a Choice, whose place messages name. */
    Assignments assignments(Fields fields, QueryLanguage language, String rule) {
        return assignments(fields, language, rule, this::template);
    }

    /** Those of a Catcher, which may read the error. */
    Assignments assignmentsInCatcher(Fields fields, QueryLanguage language, String catcher) {
        return assignments(fields, language, catcher, this::templateInCatcher);
    }

    private Assignments assignments(Fields fields, QueryLanguage language, String place, TemplateReader reader) {
        Optional<JsonNode> node = fields.object("Assign");
        if (node.isEmpty()) {
            return Assignments.NONE;
        }
        for (Map.Entry<String, JsonNode> variable : node.get().properties()) {
            String key = variable.getKey();
            String name = language == QueryLanguage.JSON_PATH && key.endsWith(".$")
                    ? key.substring(0, key.length() - 2)
                    : key;
            String pointer = fields.pointer("Assign") + "/" + Problems.escape(key);
            if (name.equals("states")) {
                problems.add(pointer, "must not be \"states\", which is reserved");
            } else if (!VARIABLE_NAME.matcher(name).matches()) {
                problems.add(pointer, "must be a variable name: a letter, then letters, digits or _, at most 80");
            }
        }
        Template values = reader.read(node.get(), fields.pointer("Assign"), language);
        boolean named = language == QueryLanguage.JSONATA && !place.isEmpty();
        return new Assignments(Optional.of(named ? values.in(place) : values));
    }

    /** Where a result goes; nothing where it goes nowhere. */
    Optional<ReferencePath> resultPath(Fields fields) {
        Optional<JsonNode> node = fields.take("ResultPath");
        if (node.isEmpty()) {
            return Optional.of(ReferencePath.ROOT);
        }
        if (node.get().isNull()) {
            return Optional.empty();
        }
        if (!node.get().isString()) {
            fields.problem("ResultPath", "must be a Reference Path or null");
            return Optional.empty();
        }
        return parsed(
                fields,
                "ResultPath",
                () -> ReferencePath.parse(node.get().stringValue()),
                "Value is not a Reference Path");
    }

    /** {@code $} where the field is missing, nothing where it is null. */
    Optional<JsonPathExpression> pathOrNull(Fields fields, String field) {
        Optional<JsonNode> node = fields.take(field);
        if (node.isEmpty()) {
            return Optional.of(WHOLE);
        }
        return node.get().isNull() ? Optional.empty() : path(fields, field);
    }

    Optional<JsonPathExpression> path(Fields fields, String field) {
        return fields.string(field)
                .flatMap(text ->
                        parsed(fields, field, () -> JsonPathExpression.parse(text), "Value must be a valid JSONPath."));
    }

    Optional<JsonataExpression> jsonata(Fields fields, String field, String text) {
        return parsed(fields, field, () -> JsonataExpression.parse(places ? filled(text) : text));
    }

    private static <T> Optional<T> parsed(Fields fields, String field, Supplier<T> parser) {
        try {
            return Optional.of(parser.get());
        } catch (SyntaxProblem e) {
            fields.problem(field, e.reason());
            return Optional.empty();
        }
    }

    private static <T> Optional<T> parsed(Fields fields, String field, Supplier<T> parser, String aws) {
        try {
            return Optional.of(parser.get());
        } catch (SyntaxProblem e) {
            fields.problem(field, e.reason(), aws);
            return Optional.empty();
        }
    }

    Template template(JsonNode node, String pointer, QueryLanguage language) {
        return template(node, pointer, language, TemplateParser::jsonata);
    }

    /** A template of a Catcher, which may read the error. */
    Template templateInCatcher(JsonNode node, String pointer, QueryLanguage language) {
        return template(node, pointer, language, TemplateParser::jsonataInCatcher);
    }

    private Template template(
            JsonNode node,
            String pointer,
            QueryLanguage language,
            Function<TemplateParser.Listener, TemplateParser> jsonata) {
        return switch (language) {
            case JSONATA -> jsonata.apply(problems::add).parse(places ? filled(node) : node, pointer);
            case JSON_PATH ->
                TemplateParser.jsonPath(IntrinsicCall::parseValue, problems::add)
                        .parse(node, pointer);
        };
    }

    @FunctionalInterface
    private interface TemplateReader {
        Template read(JsonNode node, String pointer, QueryLanguage language);
    }

    private static JsonNode filled(JsonNode node) {
        if (node.isObject()) {
            ObjectNode copy = JsonNodeFactory.instance.objectNode();
            node.properties().forEach(member -> copy.set(member.getKey(), filled(member.getValue())));
            return copy;
        }
        if (node.isArray()) {
            ArrayNode copy = JsonNodeFactory.instance.arrayNode();
            node.forEach(element -> copy.add(filled(element)));
            return copy;
        }
        return node.isString() && JsonataExpression.isDelimited(node.stringValue())
                ? JsonNodeFactory.instance.stringNode(filled(node.stringValue()))
                : node;
    }

    /** JSONata with a number in each place; one that is nothing but a place is no constant all the same. */
    private static String filled(String jsonata) {
        return PLACE.matcher(jsonata).replaceAll(ONLY_A_PLACE.matcher(jsonata).matches() ? "(1)" : "1");
    }

    /** A check of a literal that has reported what is wrong where it answers false. */
    @FunctionalInterface
    interface LiteralCheck {
        boolean accepts(String field, JsonNode value);
    }

    static LiteralCheck integer(long least) {
        return new IntegerCheck(least);
    }

    private record IntegerCheck(long least) implements LiteralCheck {

        @Override
        public boolean accepts(String field, JsonNode value) {
            return value.isIntegralNumber() && value.longValue() >= least && value.longValue() <= Limits.MAX_INTEGER;
        }

        void report(Fields fields, String field, JsonNode value, QueryLanguage language) {
            if (!value.isIntegralNumber()) {
                fields.problem(
                        field,
                        "must be an integer" + (language == QueryLanguage.JSONATA ? " or a JSONata expression" : ""));
            } else if (value.longValue() < least) {
                fields.problem(field, "must be >= " + least, "Minimum value is " + least);
            } else {
                fields.problem(field, "must be <= " + Limits.MAX_INTEGER, "Maximum value is " + Limits.MAX_INTEGER);
            }
        }
    }

    static LiteralCheck string(Fields fields) {
        return (field, value) -> {
            if (!value.isString()) {
                fields.problem(field, "must be a string");
            }
            return value.isString();
        };
    }

    /** A literal; in JSONata also an expression, in JSONPath also {@code <field>Path}. */
    Optional<FieldExpression> fieldExpression(Fields fields, String field, QueryLanguage language, LiteralCheck check) {
        Optional<JsonNode> literal = fields.take(field);
        Optional<FieldExpression> byPath = Optional.empty();
        if (language == QueryLanguage.JSON_PATH) {
            fields.atMostOneOf(field, field + "Path");
            byPath = byPath(fields, field + "Path");
        }
        if (literal.isEmpty()) {
            return byPath;
        }
        JsonNode value = literal.get();
        if (language == QueryLanguage.JSONATA
                && value.isString()
                && JsonataExpression.isDelimited(value.stringValue())) {
            return jsonata(fields, field, value.stringValue())
                    .map(expression -> new FieldExpression(field, expression));
        }
        if (!check.accepts(field, value)) {
            if (check instanceof IntegerCheck bounds) {
                bounds.report(fields, field, value, language);
            }
            return Optional.empty();
        }
        return Optional.of(new FieldExpression(field, new Constant(value)));
    }

    private Optional<FieldExpression> byPath(Fields fields, String field) {
        if (field.equals("ErrorPath") || field.equals("CausePath")) {
            Optional<Expression> value =
                    fields.string(field).flatMap(text -> parsed(fields, field, () -> IntrinsicCall.parseValue(text)));
            return value.map(expression -> new FieldExpression(field, expression));
        }
        return path(fields, field).map(path -> new FieldExpression(field, path));
    }
}
