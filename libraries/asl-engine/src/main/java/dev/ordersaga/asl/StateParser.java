package dev.ordersaga.asl;

import dev.ordersaga.asl.choice.Timestamps;
import dev.ordersaga.asl.expression.Constant;
import dev.ordersaga.asl.expression.JsonPathExpression;
import dev.ordersaga.asl.expression.ReferencePath;
import dev.ordersaga.asl.expression.Template;
import dev.ordersaga.asl.expression.TemplateExpression;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** Reads one state: the fields its type has, in the query language that applies to it. */
final class StateParser {

    private static final Set<String> TYPES =
            Set.of("Task", "Pass", "Choice", "Wait", "Succeed", "Fail", "Parallel", "Map");

    private static final String NO_OBJECT = "Expected value of type [OBJECT]";
    private static final String ONLY_ONE = "There should only be one of the following fields: ";
    private static final String ONE_AT_LEAST = "This object should have only one of the following fields: ";

    private final DefinitionParser definitions;
    private final ExpressionParser expressions;
    private final Problems problems;
    private final ErrorHandlingParser errorHandling;
    private final ChoiceParser choices;
    private final DistributedMapParser maps;

    StateParser(DefinitionParser definitions, ExpressionParser expressions, Problems problems) {
        this.definitions = definitions;
        this.expressions = expressions;
        this.problems = problems;
        this.errorHandling = new ErrorHandlingParser(expressions, problems);
        this.choices = new ChoiceParser(expressions, problems);
        this.maps = new DistributedMapParser(expressions, problems);
    }

    /**
     * Reads a state, as far as it can be read.
     *
     * @param node takes up the parts of the state and the ways out of it, right or wrong
     */
    Optional<State> parse(StateNode node) {
        if (!node.json().isObject()) {
            problems.add(node.pointer(), "must be an object", AwsWording.of(node.pointer(), NO_OBJECT));
            return Optional.empty();
        }
        Fields fields = new Fields(node.json(), node.pointer(), problems);
        Optional<String> type = fields.requiredString("Type");
        fields.string("Comment");
        QueryLanguage language = definitions.languageOfState(fields);
        Optional<State> state = switch (type.orElse("")) {
            case "Task" -> task(node, fields, language);
            case "Pass" -> pass(node, fields, language);
            case "Choice" -> choice(node, fields, language);
            case "Wait" -> waiting(node, fields, language);
            case "Succeed" -> succeed(node, fields, language);
            case "Fail" -> fail(node, fields, language);
            case "Parallel" -> parallel(node, fields, language);
            case "Map" -> map(node, fields, language);
            default -> {
                if (type.isPresent()) {
                    fields.problem(
                            "Type",
                            "must be Task, Pass, Choice, Wait, Succeed, Fail, Parallel or Map",
                            "The field 'Type' should have one of these values: "
                                    + "[Task, Wait, Pass, Succeed, Fail, Choice, Parallel, Map]");
                }
                ofNoType(node, fields, language);
                yield Optional.empty();
            }
        };
        if (TYPES.contains(type.orElse(""))) {
            fields.refuseOthers(language);
        }
        return state;
    }

    /** Where a state leads that is none, so that what follows it is not said to be out of reach as well. */
    private void ofNoType(StateNode node, Fields fields, QueryLanguage language) {
        fields.string("Next")
                .ifPresent(next ->
                        node.leads(Transition.Kind.NEXT, next, List.of(), Optional.empty(), fields.pointer("Next")));
        errorHandling.catchers(fields, node, language);
    }

    private Optional<State> task(StateNode node, Fields fields, QueryLanguage language) {
        Optional<String> resource = fields.requiredString("Resource");
        resource.filter(arn -> !arn.startsWith("arn:") && !expressions.isPlace(arn))
                .ifPresent(arn -> fields.problem("Resource", "must be an ARN", "Value is not a valid resource ARN"));
        Optional<FieldExpression> timeout =
                expressions.fieldExpression(fields, "TimeoutSeconds", language, ExpressionParser.integer(1));
        Optional<FieldExpression> heartbeat =
                expressions.fieldExpression(fields, "HeartbeatSeconds", language, ExpressionParser.integer(1));
        checkHeartbeat(fields, timeout, heartbeat);
        Optional<Template> credentials = fields.object("Credentials")
                .map(value -> expressions.template(value, fields.pointer("Credentials"), language));
        credentials.ifPresent(given -> {
            JsonNode role = fields.take("Credentials").orElseThrow();
            if (!role.has("RoleArn") && !role.has("RoleArn.$")) {
                problems.add(
                        fields.pointer("Credentials") + "/RoleArn",
                        "is missing",
                        AwsWording.of(
                                fields.pointer("Credentials"), "The field 'RoleArn' is required but was missing"));
            }
        });
        DataFlow flow = flow(fields, language, true, true);
        List<Retrier> retry = errorHandling.retry(fields);
        List<Catcher> catchers = errorHandling.catchers(fields, node, language);
        Optional<String> next = nextOrEnd(fields, node);
        return Optional.of(new State.Task(
                node.name(),
                flow,
                TaskResource.of(resource.orElse("")),
                timeout,
                heartbeat,
                credentials,
                retry,
                catchers,
                next));
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

    private Optional<State> pass(StateNode node, Fields fields, QueryLanguage language) {
        Optional<JsonNode> result = language == QueryLanguage.JSON_PATH ? fields.take("Result") : Optional.empty();
        DataFlow flow = flow(fields, language, language == QueryLanguage.JSON_PATH, false);
        return Optional.of(new State.Pass(node.name(), flow, result, nextOrEnd(fields, node)));
    }

    private Optional<State> choice(StateNode node, Fields fields, QueryLanguage language) {
        List<Choice> rules = new ArrayList<>();
        Optional<JsonNode> list = fields.array("Choices", 1);
        if (list.isEmpty() && !fields.has("Choices")) {
            fields.missing("Choices");
        }
        if (list.isPresent()) {
            for (int i = 0; i < list.get().size(); i++) {
                choices.parse(list.get().get(i), fields.pointer("Choices") + "/" + i, i, node, language)
                        .ifPresent(rules::add);
            }
        }
        Optional<String> otherwise = fields.string("Default");
        otherwise.ifPresent(name ->
                node.leads(Transition.Kind.DEFAULT, name, List.of(), Optional.empty(), fields.pointer("Default")));
        DataFlow flow = flow(fields, language, false, false);
        return Optional.of(new State.ChoiceState(node.name(), flow, rules, otherwise));
    }

    private Optional<State> waiting(StateNode node, Fields fields, QueryLanguage language) {
        Optional<FieldExpression> seconds =
                expressions.fieldExpression(fields, "Seconds", language, ExpressionParser.integer(0));
        Optional<FieldExpression> timestamp =
                expressions.fieldExpression(fields, "Timestamp", language, (field, value) -> {
                    if (!value.isString()
                            || Timestamps.parse(value.stringValue()).isEmpty()) {
                        fields.problem(
                                field,
                                "must be an RFC 3339 timestamp such as 2030-01-31T12:00:00Z",
                                "String does not match RFC3339 timestamp");
                        return false;
                    }
                    return true;
                });
        DataFlow flow = flow(fields, language, false, false);
        Optional<String> next = nextOrEnd(fields, node);
        boolean paths = language == QueryLanguage.JSON_PATH;
        boolean any = fields.has("Seconds")
                || fields.has("Timestamp")
                || fields.has("SecondsPath")
                || fields.has("TimestampPath");
        if (!any || (seconds.isPresent() && timestamp.isPresent())) {
            fields.problemOfAll(
                    "must have exactly one of Seconds, Timestamp" + (paths ? ", SecondsPath, TimestampPath" : ""),
                    (any ? ONLY_ONE : ONE_AT_LEAST) + "[SecondsPath, Seconds, TimestampPath, Timestamp]");
        }
        return seconds.or(() -> timestamp).map(until -> new State.Wait(node.name(), flow, until, next));
    }

    private Optional<State> succeed(StateNode node, Fields fields, QueryLanguage language) {
        return Optional.of(new State.Succeed(node.name(), flow(fields, language, false, false)));
    }

    private Optional<State> fail(StateNode node, Fields fields, QueryLanguage language) {
        Optional<FieldExpression> error =
                expressions.fieldExpression(fields, "Error", language, ExpressionParser.string(fields));
        Optional<FieldExpression> cause =
                expressions.fieldExpression(fields, "Cause", language, ExpressionParser.string(fields));
        DataFlow flow = language == QueryLanguage.JSONATA
                ? new DataFlow.Expressions(Optional.empty(), Optional.empty(), Assignments.NONE)
                : new DataFlow.Paths(
                        Optional.of(ExpressionParser.WHOLE),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.of(ReferencePath.ROOT),
                        Optional.of(ExpressionParser.WHOLE),
                        Assignments.NONE);
        return Optional.of(new State.Fail(node.name(), flow, error, cause));
    }

    private Optional<State> parallel(StateNode node, Fields fields, QueryLanguage language) {
        List<StateGraph> branches = new ArrayList<>();
        Optional<JsonNode> list = fields.array("Branches", 1);
        if (list.isEmpty() && !fields.has("Branches")) {
            fields.missing("Branches");
        }
        for (int i = 0; list.isPresent() && i < list.get().size(); i++) {
            branch(list.get().get(i), node.part(fields.pointer("Branches") + "/" + i))
                    .ifPresent(branches::add);
        }
        DataFlow flow = flow(fields, language, true, true);
        List<Retrier> retry = errorHandling.retry(fields);
        List<Catcher> catchers = errorHandling.catchers(fields, node, language);
        Optional<String> next = nextOrEnd(fields, node);
        return Optional.of(new State.Parallel(node.name(), flow, branches, retry, catchers, next));
    }

    private Optional<StateGraph> branch(JsonNode json, StateScope scope) {
        if (!json.isObject()) {
            problems.add(
                    scope.pointer(),
                    "must be an object with StartAt and States",
                    AwsWording.of(scope.pointer(), NO_OBJECT));
            return Optional.empty();
        }
        Fields fields = new Fields(json, scope.pointer(), problems);
        fields.string("Comment");
        fields.object("ProcessorConfig").ifPresent(config -> maps.processorConfig(config, fields));
        Optional<StateGraph> graph = definitions.graph(fields, scope);
        fields.refuseOthers(QueryLanguage.JSON_PATH);
        return graph;
    }

    private Optional<State> map(StateNode node, Fields fields, QueryLanguage language) {
        boolean paths = language == QueryLanguage.JSON_PATH;
        fields.atMostOneOf("ItemProcessor", "Iterator");
        fields.ignore("ItemProcessor");
        fields.ignore("Iterator");
        String processorField = fields.has("Iterator") ? "Iterator" : "ItemProcessor";
        Optional<JsonNode> written = fields.take(processorField);
        if (written.isEmpty()) {
            fields.problemOfObject(processorField, "is missing", ONE_AT_LEAST + "[ItemProcessor, Iterator]");
        }
        Optional<StateGraph> processor =
                written.flatMap(part -> branch(part, node.part(fields.pointer(processorField))));
        Optional<FieldExpression> items =
                paths ? expressions.referencePath(fields, "ItemsPath", true) : items(fields, language);
        String selectorField = paths && fields.has("Parameters") ? "Parameters" : "ItemSelector";
        fields.atMostOneOf("ItemSelector", "Parameters");
        if (paths) {
            fields.ignore("ItemSelector");
        }
        Optional<Template> selector = fields.take(selectorField)
                .map(value -> expressions.template(value, fields.pointer(selectorField), language));
        Optional<FieldExpression> concurrency =
                expressions.numberOfMap(fields, "MaxConcurrency", language, ExpressionParser.integer(0));
        Optional<FieldExpression> count =
                expressions.numberOfMap(fields, "ToleratedFailureCount", language, ExpressionParser.integer(0));
        Optional<FieldExpression> percentage =
                expressions.numberOfMap(fields, "ToleratedFailurePercentage", language, (field, value) -> {
                    boolean number = value.isNumber();
                    boolean fits = number && value.doubleValue() >= 0 && value.doubleValue() <= 100;
                    if (!fits) {
                        fields.problem(
                                field,
                                "must be a number from 0 to 100",
                                !number
                                        ? "Expected value of type Integer"
                                        : value.doubleValue() < 0 ? "Minimum value is 0.0" : "Maximum value is 100.0");
                    }
                    return fits;
                });
        Optional<DistributedMap> distributed = maps.read(fields, processorField, language);
        DataFlow flow = flow(fields, language, false, true);
        List<Retrier> retry = errorHandling.retry(fields);
        List<Catcher> catchers = errorHandling.catchers(fields, node, language);
        Optional<String> next = nextOrEnd(fields, node);
        return processor.map(graph -> new State.MapState(
                node.name(),
                flow,
                items,
                selector,
                concurrency,
                count,
                percentage,
                distributed,
                graph,
                retry,
                catchers,
                next));
    }

    /** An array or an object with expressions in it, or one expression for it. */
    private Optional<FieldExpression> items(Fields fields, QueryLanguage language) {
        Optional<JsonNode> written = fields.take("Items").filter(value -> value.isArray() || value.isObject());
        if (written.isPresent()) {
            Template template = expressions.template(written.get(), fields.pointer("Items"), language);
            return Optional.of(new FieldExpression(
                    "Items", new TemplateExpression(template, written.get().toString())));
        }
        return expressions.fieldExpression(fields, "Items", language, (field, value) -> {
            fields.problem(
                    field,
                    "must be an array, or a JSONata expression for one",
                    "Expected value of type [ARRAY, OBJECT]");
            return false;
        });
    }

    /** The target of Next, or nothing for End. */
    private static Optional<String> nextOrEnd(Fields fields, StateNode node) {
        Optional<String> next = fields.string("Next");
        Optional<JsonNode> end = fields.take("End");
        if (end.isPresent() && !end.get().isBoolean()) {
            fields.problem("End", "must be true or false", "Expected value of type [BOOLEAN]");
        }
        boolean ends = end.isPresent() && end.get().asBoolean(false);
        next.ifPresent(
                name -> node.leads(Transition.Kind.NEXT, name, List.of(), Optional.empty(), fields.pointer("Next")));
        if (fields.has("Next") && ends) {
            fields.problemOfObject("End", "must not be true where there is a Next", ONLY_ONE + "[Next, End]");
        } else if (!fields.has("Next") && !ends) {
            fields.problemOfAll("must have a Next, or \"End\": true", ONE_AT_LEAST + "[Next, End]");
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
        Assignments assign = type.equals("Succeed") ? Assignments.NONE : expressions.assignments(fields, language);
        if (language == QueryLanguage.JSONATA) {
            Optional<Template> given = arguments
                    ? fields.take("Arguments")
                            .map(value -> expressions.template(value, fields.pointer("Arguments"), language))
                    : Optional.empty();
            Optional<Template> output =
                    fields.take("Output").map(value -> expressions.template(value, fields.pointer("Output"), language));
            return new DataFlow.Expressions(given, output, assign);
        }
        Optional<JsonPathExpression> input = expressions.pathOrNull(fields, "InputPath");
        Optional<Template> parameters = arguments
                ? fields.take("Parameters")
                        .map(value -> expressions.template(value, fields.pointer("Parameters"), language))
                : Optional.empty();
        Optional<Template> selector = selectsResult
                ? fields.take("ResultSelector")
                        .map(value -> expressions.template(value, fields.pointer("ResultSelector"), language))
                : Optional.empty();
        boolean hasResult = arguments || selectsResult;
        Optional<ReferencePath> result = hasResult ? expressions.resultPath(fields) : Optional.of(ReferencePath.ROOT);
        return new DataFlow.Paths(
                input, parameters, selector, result, expressions.pathOrNull(fields, "OutputPath"), assign);
    }
}
