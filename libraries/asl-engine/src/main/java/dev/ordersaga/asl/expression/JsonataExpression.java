package dev.ordersaga.asl.expression;

import com.dashjoin.jsonata.BoundedJsonata;
import com.dashjoin.jsonata.BoundedJsonata.BoundExceeded;
import com.dashjoin.jsonata.Jsonata;
import com.dashjoin.jsonata.Jsonata.Frame;
import com.dashjoin.jsonata.ReferencedNames;
import com.dashjoin.jsonata.Utils;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** "JSONata expressions are enclosed in {% %}": parsed when the definition is, evaluated as often as the state runs. */
public final class JsonataExpression implements Expression {

    /** What Step Functions says of a string that has but one of the delimiters. */
    static final String ENDS_OF_EXPRESSIONS = "JSONata string must start with {% and end with %}";

    private static final Frame FUNCTIONS = BoundedJsonata.functions();

    static {
        JsonataFunctions.bindIn(FUNCTIONS);
    }

    private final String source;
    private final BoundedJsonata compiled;
    private final @Nullable PlainPath path;

    private JsonataExpression(String source, BoundedJsonata compiled) {
        this.source = source;
        this.compiled = compiled;
        this.path = PlainPath.of(source).orElse(null);
    }

    /** Whether a string is meant as JSONata: "begins with {% and ends with %}". */
    public static boolean isDelimited(String text) {
        return text.length() >= 4 && text.startsWith("{%") && text.endsWith("%}");
    }

    /**
     * Reads an expression.
     *
     * @param text the expression inside its delimiters
     * @throws SyntaxProblem if it is not JSONata, or reads what Step Functions does not offer
     */
    public static JsonataExpression parse(String text) {
        return parse(text, false);
    }

    /**
     * Reads an expression of a Catcher, where {@code $states.errorOutput} is offered.
     *
     * @param text the expression inside its delimiters
     * @throws SyntaxProblem if it is not JSONata, or reads what Step Functions does not offer
     */
    public static JsonataExpression parseInCatcher(String text) {
        return parse(text, true);
    }

    private static JsonataExpression parse(String text, boolean inCatcher) {
        if (!isDelimited(text)) {
            throw new SyntaxProblem(
                    SyntaxProblem.Kind.MALFORMED,
                    "must be a JSONata expression enclosed in {% %}",
                    ENDS_OF_EXPRESSIONS);
        }
        String source = text.substring(2, text.length() - 2).trim();
        if (source.isEmpty()) {
            throw invalid("is an empty JSONata expression", "Unexpected end of expression");
        }
        try {
            BoundedJsonata compiled = BoundedJsonata.compile(source, FUNCTIONS);
            requireOffered(ReferencedNames.of(compiled), inCatcher);
            return new JsonataExpression(source, compiled);
        } catch (SyntaxProblem e) {
            throw e;
        } catch (StackOverflowError e) {
            throw invalid("is not JSONata: it nests too deeply", "it nests too deeply");
        } catch (PatternSyntaxException e) {
            throw invalid("is not JSONata: " + e.getDescription(), e.getDescription());
        } catch (RuntimeException e) {
            throw invalid("is not JSONata: " + e.getMessage(), String.valueOf(e.getMessage()));
        }
    }

    /** An expression has no context item to read names of, and no root: only variables, and $states among them. */
    private static void requireOffered(ReferencedNames references, boolean inCatcher) {
        for (String name : references.unsupported()) {
            String reason = "Reference to '" + name + "' at the top level is not supported.";
            throw unsupported(reason, name.equals("$$") ? "Reference to '$$' is not supported." : reason);
        }
        if (references.readErrorOutput() && !inCatcher) {
            throw unsupported(
                    "Reference to '$states.errorOutput' is not supported outside a Catcher.",
                    "Field '$states.errorOutput' does not exist.");
        }
    }

    private static SyntaxProblem invalid(String reason, String words) {
        return new SyntaxProblem(SyntaxProblem.Kind.INVALID_JSONATA, reason, words);
    }

    private static SyntaxProblem unsupported(String reason, String words) {
        return new SyntaxProblem(SyntaxProblem.Kind.UNSUPPORTED_JSONATA, reason, words);
    }

    @Override
    public String source() {
        return source;
    }

    @Override
    public JsonNode evaluate(Scope scope, String field) {
        JsonNode plain = path == null ? null : path.find(scope);
        return plain == null ? interpreted(scope, field) : plain;
    }

    private JsonNode interpreted(Scope scope, String field) {
        Object value;
        try {
            value = compiled.evaluate(scope.frame(FUNCTIONS), scope.now().toEpochMilli());
        } catch (BoundExceeded e) {
            throw failure(field, "threw an error during evaluation: " + e.getMessage());
        } catch (StackOverflowError e) {
            throw failure(field, "threw an error during evaluation. U1001: Stack overflow");
        } catch (RuntimeException e) {
            throw failure(field, JsonataMessages.of(e, source));
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

    @Override
    public String toString() {
        return "{% " + source + " %}";
    }
}
