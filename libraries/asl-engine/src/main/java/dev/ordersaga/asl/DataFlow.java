package dev.ordersaga.asl;

import dev.ordersaga.asl.expression.JsonPathExpression;
import dev.ordersaga.asl.expression.ReferencePath;
import dev.ordersaga.asl.expression.Scope;
import dev.ordersaga.asl.expression.Template;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** How data passes through a state, from its input to its output, in either query language. */
public sealed interface DataFlow {

    QueryLanguage language();

    Assignments assign();

    /** What the state works on: its input, or the part of it that InputPath selects. */
    JsonNode effectiveInput(Scope scope);

    /**
     * What the state hands on to its task or branches.
     *
     * @param scope with the effective input
     */
    JsonNode arguments(Scope scope);

    /**
     * The output of the state.
     *
     * @param scope with the state's own input
     * @param result null for a state that computes none, which passes its input on
     */
    JsonNode output(Scope scope, @Nullable JsonNode result);

    /**
     * What the state assigns.
     *
     * @param scope with the state's own input
     */
    Map<String, JsonNode> assignments(Scope scope, @Nullable JsonNode result);

    /**
     * JSONPath: InputPath, Parameters, ResultSelector, ResultPath and OutputPath, in this order.
     *
     * @param inputPath empty where the definition says null: "the input is discarded, an empty object instead"
     * @param resultPath empty where the definition says null: "the result is discarded"
     */
    record Paths(
            Optional<JsonPathExpression> inputPath,
            Optional<Template> parameters,
            Optional<Template> resultSelector,
            Optional<ReferencePath> resultPath,
            Optional<JsonPathExpression> outputPath,
            Assignments assign)
            implements DataFlow {

        @Override
        public QueryLanguage language() {
            return QueryLanguage.JSON_PATH;
        }

        @Override
        public JsonNode effectiveInput(Scope scope) {
            return select(inputPath, scope);
        }

        @Override
        public JsonNode arguments(Scope scope) {
            return parameters
                    .map(template -> template.fill(scope, "Parameters"))
                    .orElseGet(scope::input);
        }

        @Override
        public JsonNode output(Scope scope, @Nullable JsonNode result) {
            if (result == null) {
                return select(outputPath, scope.withInput(effectiveInput(scope)));
            }
            JsonNode selected = resultSelector
                    .map(template -> template.fill(scope.withInput(result), "ResultSelector"))
                    .orElse(result);
            JsonNode combined =
                    resultPath.map(path -> path.put(scope.input(), selected)).orElseGet(scope::input);
            return select(outputPath, scope.withInput(combined));
        }

        @Override
        public Map<String, JsonNode> assignments(Scope scope, @Nullable JsonNode result) {
            return assign.evaluate(scope.withInput(result == null ? effectiveInput(scope) : result));
        }

        private static JsonNode select(Optional<JsonPathExpression> path, Scope scope) {
            return path.map(expression -> expression.select(scope)).orElseGet(JsonNodeFactory.instance::objectNode);
        }
    }

    /** JSONata: Arguments and Output. */
    record Expressions(Optional<Template> arguments, Optional<Template> output, Assignments assign)
            implements DataFlow {

        @Override
        public QueryLanguage language() {
            return QueryLanguage.JSONATA;
        }

        @Override
        public JsonNode effectiveInput(Scope scope) {
            return scope.input();
        }

        @Override
        public JsonNode arguments(Scope scope) {
            return arguments.map(template -> template.fill(scope, "Arguments")).orElseGet(scope::input);
        }

        @Override
        public JsonNode output(Scope scope, @Nullable JsonNode result) {
            return output.map(template -> template.fill(withResult(scope, result), "Output"))
                    .orElseGet(() -> result == null ? scope.input() : result);
        }

        @Override
        public Map<String, JsonNode> assignments(Scope scope, @Nullable JsonNode result) {
            return assign.evaluate(withResult(scope, result));
        }

        private static Scope withResult(Scope scope, @Nullable JsonNode result) {
            return result == null ? scope : scope.withResult(result);
        }
    }
}
