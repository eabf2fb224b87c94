package dev.ordersaga.asl;

import dev.ordersaga.asl.expression.ReferencePath;
import dev.ordersaga.asl.expression.Template;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import tools.jackson.databind.JsonNode;

/** Reads the Retry and Catch fields. */
final class ErrorHandlingParser {

    /** The documentation says "less than 31622400", and the service takes this number as well. */
    private static final long MAX_DELAY = 31_622_400L;

    private static final String ALL_ALONE = "States.ALL must appear alone and at end of list";

    private final ExpressionParser expressions;
    private final Problems problems;

    ErrorHandlingParser(ExpressionParser expressions, Problems problems) {
        this.expressions = expressions;
        this.problems = problems;
    }

    List<Retrier> retry(Fields state) {
        List<Retrier> retriers = new ArrayList<>();
        Optional<JsonNode> list = state.array("Retry", 0);
        int count = list.map(JsonNode::size).orElse(0);
        for (int i = 0; list.isPresent() && i < count; i++) {
            String pointer = state.pointer("Retry") + "/" + i;
            JsonNode node = list.get().get(i);
            if (!node.isObject()) {
                problems.add(pointer, "must be an object", AwsWording.of(pointer, "Expected value of type [OBJECT]"));
                continue;
            }
            retriers.add(retrier(new Fields(node, pointer, problems), i == count - 1));
        }
        return retriers;
    }

    private Retrier retrier(Fields fields, boolean last) {
        fields.string("Comment");
        List<String> errors = errorEquals(fields, last);
        OptionalLong interval = fields.integer("IntervalSeconds", 0, Limits.MAX_INTEGER);
        OptionalLong attempts = fields.integer("MaxAttempts", 0, Limits.MAX_INTEGER);
        double backoff = backoffRate(fields);
        OptionalLong maxDelay = fields.integer("MaxDelaySeconds", 1, MAX_DELAY);
        if (maxDelay.isPresent() && maxDelay.getAsLong() <= interval.orElse(1)) {
            fields.problem("MaxDelaySeconds", "must be more than IntervalSeconds");
        }
        JitterStrategy jitter = jitter(fields);
        fields.refuseOthers(QueryLanguage.JSON_PATH);
        return new Retrier(errors, interval.orElse(1), attempts.orElse(3), backoff, maxDelay, jitter);
    }

    private static double backoffRate(Fields fields) {
        Optional<JsonNode> rate = fields.take("BackoffRate");
        if (rate.isEmpty()) {
            return 2.0;
        }
        if (!rate.get().isNumber()) {
            fields.problem("BackoffRate", "must be a number", "Expected value of type [NUMBER]");
            return 2.0;
        }
        if (rate.get().doubleValue() < 1.0) {
            fields.problem("BackoffRate", "must be >= 1.0", "Minimum value is 1.0");
        }
        return rate.get().doubleValue();
    }

    private static JitterStrategy jitter(Fields fields) {
        Optional<String> strategy = fields.string("JitterStrategy");
        if (strategy.isEmpty() || strategy.get().equals("NONE")) {
            return JitterStrategy.NONE;
        }
        if (!strategy.get().equals("FULL")) {
            fields.notOneOf("JitterStrategy", "must be FULL or NONE", List.of("NONE", "FULL"));
        }
        return JitterStrategy.FULL;
    }

    List<Catcher> catchers(Fields state, StateNode from, QueryLanguage language) {
        List<Catcher> catchers = new ArrayList<>();
        Optional<JsonNode> list = state.array("Catch", 0);
        int count = list.map(JsonNode::size).orElse(0);
        for (int i = 0; list.isPresent() && i < count; i++) {
            String pointer = state.pointer("Catch") + "/" + i;
            JsonNode node = list.get().get(i);
            if (!node.isObject()) {
                problems.add(pointer, "must be an object", AwsWording.of(pointer, "Expected value of type [OBJECT]"));
                continue;
            }
            catcher(new Fields(node, pointer, problems), from, "Catch[" + i + "]", language, i == count - 1)
                    .ifPresent(catchers::add);
        }
        return catchers;
    }

    private Optional<Catcher> catcher(
            Fields fields, StateNode from, String place, QueryLanguage language, boolean last) {
        Optional<String> comment = fields.string("Comment");
        List<String> errors = errorEquals(fields, last);
        Optional<ReferencePath> resultPath = Optional.empty();
        Optional<Template> output = Optional.empty();
        if (language == QueryLanguage.JSON_PATH) {
            resultPath = expressions.resultPath(fields);
        } else {
            output = fields.take("Output")
                    .map(node -> expressions
                            .templateInCatcher(node, fields.pointer("Output"), language)
                            .in(place));
        }
        Assignments assign = expressions.assignmentsInCatcher(fields, language, place);
        Optional<String> next = fields.requiredString("Next");
        next.ifPresent(name -> from.leads(Transition.Kind.CATCH, name, errors, comment, fields.pointer()));
        fields.refuseOthers(language);
        if (next.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new Catcher(errors, language, resultPath, output, assign, next.get()));
    }

    /** "States.ALL MUST appear alone in an ErrorEquals array and MUST appear in the last Retrier" (or Catcher). */
    private static List<String> errorEquals(Fields fields, boolean last) {
        List<String> names = new ArrayList<>();
        Optional<JsonNode> list = fields.array("ErrorEquals", 1);
        if (list.isEmpty()) {
            if (!fields.has("ErrorEquals")) {
                fields.missing("ErrorEquals");
            }
            return names;
        }
        for (int i = 0; i < list.get().size(); i++) {
            JsonNode name = list.get().get(i);
            if (!name.isString()) {
                fields.problemAt("ErrorEquals/" + i, "must be a string", "Expected value of type [STRING]");
                continue;
            }
            names.add(name.stringValue());
        }
        if (names.contains(ErrorNames.ALL)) {
            if (names.size() > 1) {
                fields.problem("ErrorEquals", "must have States.ALL alone", ALL_ALONE);
            }
            if (!last) {
                fields.problem("ErrorEquals", "must have States.ALL in the last element only", ALL_ALONE);
            }
        }
        return names;
    }
}
