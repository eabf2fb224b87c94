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
import java.math.BigDecimal;
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
    private static final String NO_PATH = "Value must be a valid JSONPath.";
    private static final String NO_REFERENCE_PATH = "Value is not a Reference Path";
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
                problems.add(
                        ProblemCode.RESERVED_VARIABLE_NAME,
                        pointer,
                        "must not be \"states\", which is reserved",
                        AwsWording.of(pointer, "Cannot assign to reserved variable '$states'."));
            } else if (!VARIABLE_NAME.matcher(name).matches()) {
                problems.add(
                        ProblemCode.INVALID_VARIABLE_NAME,
                        pointer,
                        "must be a variable name: a letter, then letters, digits or _, at most 80",
                        AwsWording.of(
                                pointer,
                                "Invalid variable name '" + name
                                        + "': the variable name contains invalid characters."));
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
            fields.problem("ResultPath", "must be a Reference Path or null", "Expected value of type [STRING]");
            return Optional.empty();
        }
        String text = node.get().stringValue();
        return parsed(
                fields,
                "ResultPath",
                () -> ReferencePath.parse(text),
                text.startsWith("$") ? NO_REFERENCE_PATH : NO_PATH);
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
                .flatMap(text -> parsed(fields, field, () -> JsonPathExpression.parse(text), NO_PATH));
    }

    /** A path of a comparison, which the service calls a Reference Path. */
    Optional<JsonPathExpression> comparedPath(Fields fields, String field) {
        return fields.string(field)
                .flatMap(text -> parsed(
                        fields,
                        field,
                        () -> JsonPathExpression.parse(text),
                        text.startsWith("$")
                                ? NO_REFERENCE_PATH
                                : NO_REFERENCE_PATH + ": Reference path didn't start with '$'"));
    }

    /** A path to one value, {@code $} and what follows it or {@code $variable}: no wildcard, filter or context object. */
    Optional<FieldExpression> referencePath(Fields fields, String field, boolean ofContext) {
        return path(fields, field)
                .filter(path -> {
                    String text = path.source();
                    boolean one = ReferencePath.isOne(text) && (ofContext || !text.startsWith("$$"));
                    if (!one) {
                        fields.problem(field, "must be a Reference Path", NO_REFERENCE_PATH);
                    }
                    return one;
                })
                .map(path -> new FieldExpression(field, path));
    }

    Optional<JsonataExpression> jsonata(Fields fields, String field, String text) {
        try {
            return Optional.of(JsonataExpression.parse(places ? filled(text) : text));
        } catch (SyntaxProblem e) {
            ofExpression(fields.pointer(field), e);
            return Optional.empty();
        }
    }

    private void ofExpression(String pointer, SyntaxProblem problem) {
        ProblemCode code = switch (problem.kind()) {
            case MALFORMED, GIVEN_TWICE -> ProblemCode.SCHEMA_VALIDATION_FAILED;
            case INVALID_JSONATA -> ProblemCode.INVALID_JSONATA_EXPRESSION;
            case UNSUPPORTED_JSONATA -> ProblemCode.UNSUPPORTED_JSONATA_EXPRESSION;
        };
        problems.add(code, pointer, problem.reason(), AwsWording.of(pointer, problem.words()));
    }

    /** Step Functions says of the object around it that a field of a template is neither a path nor a call. */
    private void ofTemplate(String pointer, SyntaxProblem problem) {
        if (problem.kind() == SyntaxProblem.Kind.GIVEN_TWICE) {
            problems.add(pointer, problem.reason());
            return;
        }
        int last = pointer.lastIndexOf('/');
        String field = pointer.substring(last + 1).replace("~1", "/").replace("~0", "~");
        problems.add(
                pointer,
                problem.reason(),
                AwsWording.of(
                        pointer.substring(0, last),
                        "The value for the field '" + field
                                + "' must be a valid JSONPath or a valid intrinsic function call"));
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
            case JSONATA -> jsonata.apply(this::ofExpression).parse(places ? filled(node) : node, pointer);
            case JSON_PATH ->
                TemplateParser.jsonPath(IntrinsicCall::parseValue, this::ofTemplate)
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
        return new IntegerCheck(least, Limits.MAX_INTEGER);
    }

    static LiteralCheck integer(long least, long most) {
        return new IntegerCheck(least, most);
    }

    private record IntegerCheck(long least, long most) implements LiteralCheck {

        @Override
        public boolean accepts(String field, JsonNode value) {
            return value.isIntegralNumber() && value.canConvertToLong() && within(value.longValue());
        }

        private boolean within(long value) {
            return value >= least && value <= most;
        }

        void report(Fields fields, String field, JsonNode value, QueryLanguage language) {
            if (!value.isIntegralNumber()) {
                fields.problem(
                        field,
                        "must be an integer" + (language == QueryLanguage.JSONATA ? " or a JSONata expression" : ""),
                        "Expected value of type Integer");
            } else if (value.decimalValue().compareTo(BigDecimal.valueOf(least)) < 0) {
                fields.problem(field, "must be >= " + least, "Minimum value is " + least);
            } else {
                fields.problem(field, "must be <= " + most, "Maximum value is " + most);
            }
        }
    }

    static LiteralCheck string(Fields fields) {
        return (field, value) -> {
            if (!value.isString()) {
                fields.problem(field, "must be a string", "Expected value of type [STRING]");
            }
            return value.isString();
        };
    }

    /** A literal; in JSONata also an expression, in JSONPath also {@code <field>Path}. */
    Optional<FieldExpression> fieldExpression(Fields fields, String field, QueryLanguage language, LiteralCheck check) {
        return fieldExpression(fields, field, language, check, path -> byPath(fields, path));
    }

    private Optional<FieldExpression> fieldExpression(
            Fields fields,
            String field,
            QueryLanguage language,
            LiteralCheck check,
            Function<String, Optional<FieldExpression>> paths) {
        Optional<JsonNode> literal = fields.take(field);
        Optional<FieldExpression> byPath = Optional.empty();
        if (language == QueryLanguage.JSON_PATH) {
            fields.atMostOneOf(field, field + "Path");
            byPath = paths.apply(field + "Path");
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

    /** The same for a number of a Map, whose path must be a Reference Path and not one of the context object. */
    Optional<FieldExpression> numberOfMap(Fields fields, String field, QueryLanguage language, LiteralCheck check) {
        return fieldExpression(fields, field, language, check, path -> referencePath(fields, path, false));
    }

    private Optional<FieldExpression> byPath(Fields fields, String field) {
        if (field.equals("ErrorPath") || field.equals("CausePath")) {
            Optional<Expression> value = fields.string(field)
                    .flatMap(text -> parsed(fields, field, () -> IntrinsicCall.parseValue(text), NO_PATH));
            return value.map(expression -> new FieldExpression(field, expression));
        }
        return path(fields, field).map(path -> new FieldExpression(field, path));
    }
}
