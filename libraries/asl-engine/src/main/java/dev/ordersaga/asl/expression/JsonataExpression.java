package dev.ordersaga.asl.expression;

import com.dashjoin.jsonata.JException;
import com.dashjoin.jsonata.Jsonata;
import com.dashjoin.jsonata.Jsonata.Frame;
import com.dashjoin.jsonata.Utils;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** "JSONata expressions are enclosed in {% %}": parsed when the definition is, evaluated as often as the state runs. */
public final class JsonataExpression implements Expression {

    /** How many steps one evaluation may take, so that an endless recursion ends as a failed state. */
    private static final int MOST_STEPS = 10_000_000;

    private static final Pattern LITERALS =
            Pattern.compile("\"(?:\\\\.|[^\"\\\\])*\"|'(?:\\\\.|[^'\\\\])*'|`[^`]*`|/\\*.*?\\*/", Pattern.DOTALL);
    private static final Pattern CALLS_EVAL = Pattern.compile("\\$eval\\b");

    private final String source;
    private final Jsonata compiled;

    private JsonataExpression(String source, Jsonata compiled) {
        this.source = source;
        this.compiled = compiled;
    }

    /** Whether a string is meant as JSONata: "begins with {% and ends with %}". */
    public static boolean isDelimited(String text) {
        return text.length() >= 4 && text.startsWith("{%") && text.endsWith("%}");
    }

    /**
     * Reads an expression.
     *
     * @param text the expression inside its delimiters
     * @throws SyntaxProblem if it is not JSONata, or uses {@code $eval}
     */
    public static JsonataExpression parse(String text) {
        if (!isDelimited(text)) {
            throw new SyntaxProblem("must be a JSONata expression enclosed in {% %}");
        }
        String source = text.substring(2, text.length() - 2).trim();
        if (source.isEmpty()) {
            throw new SyntaxProblem("is an empty JSONata expression");
        }
        if (CALLS_EVAL.matcher(LITERALS.matcher(source).replaceAll("''")).find()) {
            throw new SyntaxProblem("uses $eval, which the Amazon States Language does not offer; use $parse");
        }
        try {
            Jsonata compiled = Jsonata.jsonata(source);
            compiled.setValidateInput(false);
            compiled.setOutputConvertNulls(false);
            JsonataFunctions.register(compiled);
            return new JsonataExpression(source, compiled);
        } catch (RuntimeException e) {
            throw new SyntaxProblem("is not JSONata: " + e.getMessage());
        }
    }

    @Override
    public String source() {
        return source;
    }

    @Override
    public JsonNode evaluate(Scope scope, String field) {
        Object value;
        try {
            value = compiled.evaluate(null, frame(scope));
        } catch (JException e) {
            throw failure(field, "threw an error during evaluation. " + e.getError() + ": " + e.getMessage());
        } catch (StackOverflowError e) {
            throw failure(field, "threw an error during evaluation. U1001: Stack overflow");
        } catch (RuntimeException e) {
            throw failure(field, "threw an error during evaluation. " + e.getMessage());
        }
        if (value == null) {
            throw failure(field, "returned nothing (undefined).");
        }
        if (Utils.isFunction(value)) {
            throw failure(field, "returned an unsupported result type.");
        }
        try {
            return JsonView.toNode(value, Jsonata.NULL_VALUE);
        } catch (IllegalArgumentException e) {
            throw failure(field, "returned an unsupported result type.");
        }
    }

    /** The failure of a field that needs another type than the expression gave, in the words of the service. */
    public EvaluationFailure unexpectedType(String field, String expected, JsonNode value) {
        return failure(
                field,
                "returned an unexpected result type. Expected '" + expected + "', but was '" + typeOf(value)
                        + "' for value: " + value);
    }

    private static String typeOf(JsonNode value) {
        return switch (value.getNodeType()) {
            case ARRAY -> "array";
            case OBJECT -> "object";
            case STRING -> "string";
            case NUMBER -> "number";
            case BOOLEAN -> "boolean";
            default -> "null";
        };
    }

    private EvaluationFailure failure(String field, String what) {
        return EvaluationFailure.query(
                "The JSONata expression '" + source + "' specified for the field '" + field + "' " + what, field);
    }

    private Frame frame(Scope scope) {
        Frame frame = compiled.createFrame();
        Map<String, @Nullable Object> states = new LinkedHashMap<>();
        states.put("input", view(scope.input()));
        states.put("context", view(scope.context()));
        JsonNode result = scope.result();
        if (result != null) {
            states.put("result", view(result));
        }
        JsonNode errorOutput = scope.errorOutput();
        if (errorOutput != null) {
            states.put("errorOutput", view(errorOutput));
        }
        frame.bind("states", (Object) states);
        scope.variables().all().forEach((name, value) -> frame.bind(name, view(value)));
        JsonataFunctions.bindRandomness(frame, scope.randomness());
        int[] steps = {0};
        frame.setEvaluateEntryCallback((expression, input, environment) -> {
            if (++steps[0] > MOST_STEPS) {
                throw new JException("U1001", -1);
            }
        });
        return frame;
    }

    private static @Nullable Object view(JsonNode node) {
        return JsonView.of(node, Jsonata.NULL_VALUE);
    }

    @Override
    public String toString() {
        return "{% " + source + " %}";
    }
}
