package dev.ordersaga.asl;

import dev.ordersaga.asl.expression.ReferencePath;
import dev.ordersaga.asl.expression.Scope;
import dev.ordersaga.asl.expression.Template;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * Where an error leads, once it is not retried (any more).
 *
 * @param resultPath where the error output goes in the state's input; empty for nowhere; JSONPath only
 * @param output the next state's input instead of the error output; JSONata only
 */
public record Catcher(
        List<String> errorEquals,
        QueryLanguage language,
        Optional<ReferencePath> resultPath,
        Optional<Template> output,
        Assignments assign,
        String next) {

    public Catcher {
        errorEquals = List.copyOf(errorEquals);
    }

    /**
     * Whether ErrorEquals names the error.
     *
     * @param terminal whether only the error's own name can match it, and not States.ALL
     */
    public boolean matches(String error, boolean terminal) {
        return ErrorNames.match(errorEquals, error, terminal);
    }

    /**
     * The next state's input.
     *
     * @param scope with the state's own input
     * @param errorOutput an object with Error and Cause
     */
    public JsonNode output(Scope scope, JsonNode errorOutput) {
        if (language == QueryLanguage.JSONATA) {
            return output.map(template -> template.fill(scope.withErrorOutput(errorOutput), "Output"))
                    .orElse(errorOutput);
        }
        return resultPath.map(path -> path.put(scope.input(), errorOutput)).orElseGet(scope::input);
    }

    /** What {@code $} means in a JSONPath Assign: the error output. */
    public JsonNode assignInput(Scope scope, JsonNode errorOutput) {
        return language == QueryLanguage.JSONATA ? scope.input() : errorOutput;
    }
}
