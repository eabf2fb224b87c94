package dev.ordersaga.asl;

import dev.ordersaga.asl.choice.Timestamps;
import dev.ordersaga.asl.expression.Constant;
import dev.ordersaga.asl.expression.Expression;
import dev.ordersaga.asl.expression.JsonPathExpression;
import dev.ordersaga.asl.expression.JsonataExpression;
import dev.ordersaga.asl.expression.ReferencePath;
import dev.ordersaga.asl.expression.SyntaxProblem;
import dev.ordersaga.asl.expression.Template;
import dev.ordersaga.asl.expression.TemplateParser;
import dev.ordersaga.asl.intrinsic.IntrinsicCall;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/** Reads one state: the fields its type has, in the query language that applies to it. */
final class StateParser {

    private static final Pattern VARIABLE_NAME = Pattern.compile("\\p{L}[\\p{L}\\p{N}_]{0,79}");
    private static final JsonPathExpression WHOLE = JsonPathExpression.parse("$");

    private final DefinitionParser definitions;
    private final Problems problems;
    private final ErrorHandlingParser errorHandling;
    private final ChoiceParser choices;

    StateParser(DefinitionParser definitions, Problems problems) {
        this.definitions = definitions;
        this.problems = problems;
        this.errorHandling = new ErrorHandlingParser(this, problems);
        this.choices = new ChoiceParser(this, problems);
    }

    Optional<State> parse(String name, JsonNode node, String pointer, QueryLanguage inherited) {
        if (!node.isObject()) {
            problems.add(pointer, "must be an object");
            return Optional.empty();
        }
        Fields fields = new Fields(node, pointer, problems);
        Optional<String> type = fields.requiredString("Type");
        fields.string("Comment");
        QueryLanguage language = definitions.language(fields, inherited);
        if (type.isEmpty()) {
            return Optional.empty();
        }
        Optional<State> state = switch (type.get()) {
            case "Task" -> task(name, fields, language);
            case "Pass" -> pass(name, fields, language);
            case "Choice" -> choice(name, fields, language);
            case "Wait" -> waiting(name, fields, language);
            case "Succeed" -> succeed(name, fields, language);
            case "Fail" -> fail(name, fields, language);
            case "Parallel" -> parallel(name, fields, language);
            case "Map" -> map(name, fields, language);
            default -> {
                fields.problem("Type", "must be Task, Pass, Choice, Wait, Succeed, Fail, Parallel or Map");
                yield Optional.empty();
            }
        };
        if (state.isPresent()) {
            fields.refuseOthers(language);
        }
        return state;
    }

    private Optional<State> task(String name, Fields fields, QueryLanguage language) {
        Optional<String> resource = fields.requiredString("Resource");
        resource.filter(arn -> !arn.startsWith("arn:")).ifPresent(arn -> fields.problem("Resource", "must be an ARN"));
        Optional<FieldExpression> timeout = fieldExpression(fields, "TimeoutSeconds", language, seconds(1));
        Optional<FieldExpression> heartbeat = fieldExpression(fields, "HeartbeatSeconds", language, seconds(1));
        checkHeartbeat(fields, timeout, heartbeat);
        Optional<Template> credentials =
                fields.object("Credentials").map(node -> template(node, fields.pointer("Credentials"), language));
        credentials.ifPresent(given -> {
            JsonNode node = fields.take("Credentials").orElseThrow();
            if (!node.has("RoleArn") && !node.has("RoleArn.$")) {
                problems.add(fields.pointer("Credentials") + "/RoleArn", "is missing");
            }
        });
        DataFlow flow = flow(fields, language, true, true);
        List<Retrier> retry = errorHandling.retry(fields);
        List<Catcher> catchers = errorHandling.catchers(fields, language);
        Optional<String> next = nextOrEnd(fields);
        return Optional.of(new State.Task(
                name, flow, resource.orElse(""), timeout, heartbeat, credentials, retry, catchers, next));
    }

    /** "The HeartbeatSeconds interval MUST be smaller than the TimeoutSeconds value." */
    private static void checkHeartbeat(
            Fields fields, Optional<FieldExpression> timeout, Optional<FieldExpression> heartbeat) {
        if (timeout.isPresent()
                && heartbeat.isPresent()
                && timeout.get().value() instanceof Constant most
                && heartbeat.get().value() instanceof Constant beat
                && beat.value().longValue() >= most.value().longValue()) {
            fields.problem("HeartbeatSeconds", "must be smaller than TimeoutSeconds");
        }
    }

    private Optional<State> pass(String name, Fields fields, QueryLanguage language) {
        Optional<JsonNode> result = language == QueryLanguage.JSON_PATH ? fields.take("Result") : Optional.empty();
        DataFlow flow = flow(fields, language, language == QueryLanguage.JSON_PATH, false);
        return Optional.of(new State.Pass(name, flow, result, nextOrEnd(fields)));
    }

    private Optional<State> choice(String name, Fields fields, QueryLanguage language) {
        List<Choice> rules = new ArrayList<>();
        Optional<JsonNode> list = fields.array("Choices", 1);
        if (list.isEmpty() && !fields.has("Choices")) {
            fields.problem("Choices", "is missing");
        }
        if (list.isPresent()) {
            for (int i = 0; i < list.get().size(); i++) {
                choices.parse(list.get().get(i), fields.pointer("Choices") + "/" + i, i, language)
                        .ifPresent(rules::add);
            }
        }
        Optional<String> otherwise = fields.string("Default");
        DataFlow flow = flow(fields, language, false, false);
        return Optional.of(new State.ChoiceState(name, flow, rules, otherwise));
    }

    private Optional<State> waiting(String name, Fields fields, QueryLanguage language) {
        Optional<FieldExpression> seconds = fieldExpression(fields, "Seconds", language, seconds(0));
        Optional<FieldExpression> timestamp = fieldExpression(fields, "Timestamp", language, (field, value) -> {
            if (!value.isString() || Timestamps.parse(value.stringValue()).isEmpty()) {
                fields.problem(field, "must be an RFC 3339 timestamp such as 2030-01-31T12:00:00Z");
                return false;
            }
            return true;
        });
        DataFlow flow = flow(fields, language, false, false);
        Optional<String> next = nextOrEnd(fields);
        boolean any = fields.has("Seconds")
                || fields.has("Timestamp")
                || fields.has("SecondsPath")
                || fields.has("TimestampPath");
        if (!any || (seconds.isPresent() && timestamp.isPresent())) {
            problems.add(
                    fields.pointer(),
                    "must have exactly one of Seconds, Timestamp"
                            + (language == QueryLanguage.JSON_PATH ? ", SecondsPath, TimestampPath" : ""));
        }
        return seconds.or(() -> timestamp).map(until -> new State.Wait(name, flow, until, next));
    }

    private Optional<State> succeed(String name, Fields fields, QueryLanguage language) {
        return Optional.of(new State.Succeed(name, flow(fields, language, false, false)));
    }

    private Optional<State> fail(String name, Fields fields, QueryLanguage language) {
        Optional<FieldExpression> error = fieldExpression(fields, "Error", language, string(fields));
        Optional<FieldExpression> cause = fieldExpression(fields, "Cause", language, string(fields));
        DataFlow flow = language == QueryLanguage.JSONATA
                ? new DataFlow.Expressions(Optional.empty(), Optional.empty(), Assignments.NONE)
                : new DataFlow.Paths(
                        Optional.of(WHOLE),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.of(ReferencePath.ROOT),
                        Optional.of(WHOLE),
                        Assignments.NONE);
        return Optional.of(new State.Fail(name, flow, error, cause));
    }

    private Optional<State> parallel(String name, Fields fields, QueryLanguage language) {
        List<StateGraph> branches = new ArrayList<>();
        Optional<JsonNode> list = fields.array("Branches", 1);
        if (list.isEmpty() && !fields.has("Branches")) {
            fields.problem("Branches", "is missing");
        }
        for (int i = 0; list.isPresent() && i < list.get().size(); i++) {
            branch(list.get().get(i), fields.pointer("Branches") + "/" + i, language)
                    .ifPresent(branches::add);
        }
        DataFlow flow = flow(fields, language, true, true);
        List<Retrier> retry = errorHandling.retry(fields);
        List<Catcher> catchers = errorHandling.catchers(fields, language);
        Optional<String> next = nextOrEnd(fields);
        return Optional.of(new State.Parallel(name, flow, branches, retry, catchers, next));
    }

    private Optional<StateGraph> branch(JsonNode node, String pointer, QueryLanguage language) {
        if (!node.isObject()) {
            problems.add(pointer, "must be an object with StartAt and States");
            return Optional.empty();
        }
        Fields fields = new Fields(node, pointer, problems);
        fields.string("Comment");
        QueryLanguage own = definitions.language(fields, language);
        fields.object("ProcessorConfig").ifPresent(config -> processorConfig(config, fields));
        Optional<StateGraph> graph = definitions.graph(fields, own);
        fields.refuseOthers(own);
        return graph;
    }

    private void processorConfig(JsonNode node, Fields processor) {
        Fields config = new Fields(node, processor.pointer("ProcessorConfig"), problems);
        Optional<String> mode = config.string("Mode");
        config.string("ExecutionType");
        if (mode.isPresent() && mode.get().equals("DISTRIBUTED")) {
            config.problem("Mode", "DISTRIBUTED is not supported by this engine, INLINE is");
        } else if (mode.isPresent() && !mode.get().equals("INLINE")) {
            config.problem("Mode", "must be INLINE");
        }
        config.refuseOthers(QueryLanguage.JSON_PATH);
    }

    private Optional<State> map(String name, Fields fields, QueryLanguage language) {
        boolean paths = language == QueryLanguage.JSON_PATH;
        fields.atMostOneOf("ItemProcessor", "Iterator");
        String processorField = fields.has("Iterator") ? "Iterator" : "ItemProcessor";
        Optional<StateGraph> processor =
                fields.required(processorField).flatMap(node -> branch(node, fields.pointer(processorField), language));
        Optional<FieldExpression> items = paths
                ? path(fields, "ItemsPath").map(path -> new FieldExpression("ItemsPath", path))
                : fieldExpression(fields, "Items", language, (field, value) -> {
                    if (!value.isArray() && !value.isObject()) {
                        fields.problem(field, "must be an array, or a JSONata expression for one");
                        return false;
                    }
                    return true;
                });
        String selectorField = paths && fields.has("Parameters") ? "Parameters" : "ItemSelector";
        fields.atMostOneOf("ItemSelector", "Parameters");
        Optional<Template> selector =
                fields.take(selectorField).map(node -> template(node, fields.pointer(selectorField), language));
        Optional<FieldExpression> concurrency = fieldExpression(fields, "MaxConcurrency", language, seconds(0));
        Optional<FieldExpression> count = fieldExpression(fields, "ToleratedFailureCount", language, seconds(0));
        Optional<FieldExpression> percentage =
                fieldExpression(fields, "ToleratedFailurePercentage", language, (field, value) -> {
                    if (!value.isNumber() || value.doubleValue() < 0 || value.doubleValue() > 100) {
                        fields.problem(field, "must be a number from 0 to 100");
                        return false;
                    }
                    return true;
                });
        for (String field : List.of("ItemReader", "ItemBatcher", "ResultWriter")) {
            if (fields.take(field).isPresent()) {
                fields.problem(field, "is a field of the distributed Map, which this engine does not support");
            }
        }
        fields.string("Label");
        DataFlow flow = flow(fields, language, false, true);
        List<Retrier> retry = errorHandling.retry(fields);
        List<Catcher> catchers = errorHandling.catchers(fields, language);
        Optional<String> next = nextOrEnd(fields);
        return processor.map(graph -> new State.MapState(
                name, flow, items, selector, concurrency, count, percentage, graph, retry, catchers, next));
    }

    /** The target of Next, or nothing for End. */
    private Optional<String> nextOrEnd(Fields fields) {
        Optional<String> next = fields.string("Next");
        Optional<JsonNode> end = fields.take("End");
        if (end.isPresent() && !end.get().isBoolean()) {
            fields.problem("End", "must be true or false");
        }
        boolean ends = end.isPresent() && end.get().asBoolean(false);
        if (fields.has("Next") && ends) {
            fields.problem("End", "must not be true where there is a Next");
        } else if (!fields.has("Next") && !ends) {
            problems.add(fields.pointer(), "must have a Next, or \"End\": true");
        }
        return next;
    }

    /**
     * The fields that move data.
     *
     * @param arguments whether the type has Parameters or Arguments
     * @param selectsResult whether the type has ResultSelector
     */
    private DataFlow flow(Fields fields, QueryLanguage language, boolean arguments, boolean selectsResult) {
        String type = fields.string("Type").orElse("");
        Assignments assign = type.equals("Succeed") ? Assignments.NONE : assignments(fields, language);
        if (language == QueryLanguage.JSONATA) {
            Optional<Template> given = arguments
                    ? fields.take("Arguments").map(node -> template(node, fields.pointer("Arguments"), language))
                    : Optional.empty();
            Optional<Template> output =
                    fields.take("Output").map(node -> template(node, fields.pointer("Output"), language));
            return new DataFlow.Expressions(given, output, assign);
        }
        Optional<JsonPathExpression> input = pathOrNull(fields, "InputPath");
        Optional<Template> parameters = arguments
                ? fields.take("Parameters").map(node -> template(node, fields.pointer("Parameters"), language))
                : Optional.empty();
        Optional<Template> selector = selectsResult
                ? fields.take("ResultSelector").map(node -> template(node, fields.pointer("ResultSelector"), language))
                : Optional.empty();
        boolean hasResult = arguments || selectsResult;
        Optional<ReferencePath> result = hasResult ? resultPath(fields) : Optional.of(ReferencePath.ROOT);
        return new DataFlow.Paths(input, parameters, selector, result, pathOrNull(fields, "OutputPath"), assign);
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
        try {
            return Optional.of(ReferencePath.parse(node.get().stringValue()));
        } catch (SyntaxProblem e) {
            fields.problem("ResultPath", e.reason());
            return Optional.empty();
        }
    }

    /** {@code $} where the field is missing, nothing where it is null. */
    private Optional<JsonPathExpression> pathOrNull(Fields fields, String field) {
        Optional<JsonNode> node = fields.take(field);
        if (node.isEmpty()) {
            return Optional.of(WHOLE);
        }
        return node.get().isNull() ? Optional.empty() : path(fields, field);
    }

    Optional<JsonPathExpression> path(Fields fields, String field) {
        return fields.string(field).flatMap(text -> {
            try {
                return Optional.of(JsonPathExpression.parse(text));
            } catch (SyntaxProblem e) {
                fields.problem(field, e.reason());
                return Optional.empty();
            }
        });
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
            case JSONATA -> jsonata.apply(problems::add).parse(node, pointer);
            case JSON_PATH ->
                TemplateParser.jsonPath(IntrinsicCall::parseValue, problems::add)
                        .parse(node, pointer);
        };
    }

    @FunctionalInterface
    private interface TemplateReader {
        Template read(JsonNode node, String pointer, QueryLanguage language);
    }

    /** A check of a literal that has reported what is wrong where it answers false. */
    @FunctionalInterface
    interface LiteralCheck {
        boolean accepts(String field, JsonNode value);
    }

    private LiteralCheck seconds(long least) {
        return new IntegerCheck(least);
    }

    private record IntegerCheck(long least) implements LiteralCheck {

        @Override
        public boolean accepts(String field, JsonNode value) {
            return value.isIntegralNumber() && value.longValue() >= least && value.longValue() <= Limits.MAX_INTEGER;
        }
    }

    private static LiteralCheck string(Fields fields) {
        return (field, value) -> {
            if (!value.isString()) {
                fields.problem(field, "must be a string");
            }
            return value.isString();
        };
    }

    /** A literal; in JSONata also an expression, in JSONPath also {@code <field>Path}. */
    private Optional<FieldExpression> fieldExpression(
            Fields fields, String field, QueryLanguage language, LiteralCheck check) {
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
                fields.problem(
                        field,
                        value.isIntegralNumber()
                                ? value.longValue() < bounds.least()
                                        ? "must be >= " + bounds.least()
                                        : "must be <= " + Limits.MAX_INTEGER
                                : "must be an integer"
                                        + (language == QueryLanguage.JSONATA ? " or a JSONata expression" : ""));
            }
            return Optional.empty();
        }
        return Optional.of(new FieldExpression(field, new Constant(value)));
    }

    private Optional<FieldExpression> byPath(Fields fields, String field) {
        if (field.equals("ErrorPath") || field.equals("CausePath")) {
            return fields.string(field).flatMap(text -> {
                try {
                    Expression value = IntrinsicCall.parseValue(text);
                    return Optional.of(new FieldExpression(field, value));
                } catch (SyntaxProblem e) {
                    fields.problem(field, e.reason());
                    return Optional.empty();
                }
            });
        }
        return path(fields, field).map(path -> new FieldExpression(field, path));
    }

    Optional<JsonataExpression> jsonata(Fields fields, String field, String text) {
        try {
            return Optional.of(JsonataExpression.parse(text));
        } catch (SyntaxProblem e) {
            fields.problem(field, e.reason());
            return Optional.empty();
        }
    }
}
