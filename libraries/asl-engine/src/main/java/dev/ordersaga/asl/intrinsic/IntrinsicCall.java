package dev.ordersaga.asl.intrinsic;

import dev.ordersaga.asl.expression.Constant;
import dev.ordersaga.asl.expression.EvaluationFailure;
import dev.ordersaga.asl.expression.Expression;
import dev.ordersaga.asl.expression.JsonPathExpression;
import dev.ordersaga.asl.expression.JsonText;
import dev.ordersaga.asl.expression.Scope;
import dev.ordersaga.asl.expression.SyntaxProblem;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** A call such as {@code States.Format('Order {} of {}', $.id, $.customer)}; calls nest. */
public final class IntrinsicCall implements Expression {

    /** "You can nest up to 10 intrinsic functions within a field." */
    private static final int MAX_DEPTH = 10;

    /** What a backslash may stand before. */
    private static final String ESCAPED = "'{}\\";

    private final String source;
    private final IntrinsicFunction function;
    private final List<Expression> arguments;

    /** "If an open escape backslash is found in the intrinsic invocation string, the interpreter will return a runtime error." */
    private final boolean openEscape;

    private IntrinsicCall(String source, IntrinsicFunction function, List<Expression> arguments, boolean openEscape) {
        this.source = source;
        this.function = function;
        this.arguments = List.copyOf(arguments);
        this.openEscape = openEscape;
    }

    /**
     * The value of a {@code .$} field: a path, or a call.
     *
     * @throws SyntaxProblem if it is neither
     */
    public static Expression parseValue(String text) {
        return text.startsWith("$") ? JsonPathExpression.parse(text) : parse(text);
    }

    /**
     * Reads the text.
     *
     * @throws SyntaxProblem if the text is not a call of a known function with a right number of arguments
     */
    public static IntrinsicCall parse(String text) {
        Reader reader = new Reader(text);
        IntrinsicCall call = reader.call();
        reader.expectEnd();
        return call;
    }

    @Override
    public String source() {
        return source;
    }

    @Override
    public JsonNode evaluate(Scope scope, String field) {
        List<JsonNode> values = new ArrayList<>(arguments.size());
        for (Expression argument : arguments) {
            values.add(argument.evaluate(scope, field));
        }
        try {
            if (openEscape) {
                throw EvaluationFailure.of(
                        EvaluationFailure.INTRINSIC_FAILURE, function.name() + ": a backslash escapes nothing");
            }
            return function.apply(new Arguments(function.name(), values), scope.randomness());
        } catch (EvaluationFailure e) {
            throw EvaluationFailure.of(
                    e.error(), "The function '" + source + "' had the following error: " + e.cause());
        }
    }

    @Override
    public String toString() {
        return source;
    }

    private static final class Reader {

        private final String text;
        private int at;
        private int depth;
        private boolean openEscape;

        Reader(String text) {
            this.text = text;
        }

        IntrinsicCall call() {
            if (++depth > MAX_DEPTH) {
                throw new SyntaxProblem("nests more than " + MAX_DEPTH + " calls");
            }
            IntrinsicCall call = nestedCall();
            depth--;
            return call;
        }

        private IntrinsicCall nestedCall() {
            skipSpace();
            int start = at;
            while (at < text.length() && (Character.isLetterOrDigit(text.charAt(at)) || text.charAt(at) == '.')) {
                at++;
            }
            String name = text.substring(start, at);
            if (name.isEmpty()) {
                throw new SyntaxProblem("must be a JSONPath or an intrinsic function");
            }
            IntrinsicFunction function = IntrinsicFunctions.named(name)
                    .orElseThrow(() -> new SyntaxProblem(
                            "must be a JSONPath or an intrinsic function, and there is no function " + name));
            List<Expression> arguments = arguments(name);
            if (arguments.size() < function.fewestArguments() || arguments.size() > function.mostArguments()) {
                throw new SyntaxProblem(name + " does not take " + arguments.size() + " arguments");
            }
            return new IntrinsicCall(text.substring(start, at), function, arguments, openEscape);
        }

        private List<Expression> arguments(String name) {
            skipSpace();
            if (!take('(')) {
                throw new SyntaxProblem(name + " must be followed by its arguments in parentheses");
            }
            List<Expression> arguments = new ArrayList<>();
            skipSpace();
            if (take(')')) {
                return arguments;
            }
            while (true) {
                arguments.add(argument(name));
                skipSpace();
                if (take(')')) {
                    return arguments;
                }
                if (!take(',')) {
                    throw new SyntaxProblem(name + " has no closing parenthesis");
                }
            }
        }

        private Expression argument(String name) {
            skipSpace();
            if (at >= text.length()) {
                throw new SyntaxProblem(name + " has no closing parenthesis");
            }
            char c = text.charAt(at);
            if (c == '\'') {
                return new Constant(JsonNodeFactory.instance.stringNode(quoted(name.equals("States.Format"))));
            }
            if (c == '$') {
                return JsonPathExpression.parse(path());
            }
            if (text.startsWith("States.", at)) {
                return call();
            }
            int start = at;
            while (at < text.length() && text.charAt(at) != ',' && text.charAt(at) != ')') {
                at++;
            }
            String literal = text.substring(start, at).trim();
            try {
                JsonNode value = JsonText.parse(literal);
                if (value.isNumber() || value.isBoolean() || value.isNull()) {
                    return new Constant(value);
                }
            } catch (JacksonException e) {
                // told below, in the words of the language
            }
            throw new SyntaxProblem(
                    "an argument must be a 'string', a number, true, false, null, a path or a call, not: " + literal);
        }

        /** "Strings are enclosed by apostrophes; \' \{ \} and \\ stand for the character itself". */
        private String quoted(boolean keepEscapes) {
            StringBuilder value = new StringBuilder();
            at++;
            while (at < text.length()) {
                char c = text.charAt(at++);
                if (c == '\'') {
                    return value.toString();
                }
                if (c == '\\' && at < text.length()) {
                    char escaped = text.charAt(at++);
                    openEscape |= ESCAPED.indexOf(escaped) < 0;
                    if (keepEscapes) {
                        value.append(c);
                    }
                    value.append(escaped);
                } else {
                    value.append(c);
                }
            }
            throw new SyntaxProblem("a string has no closing apostrophe");
        }

        /** A path ends at a comma or parenthesis that is not part of a filter or a quoted name. */
        private String path() {
            int start = at;
            int depth = 0;
            boolean inQuotes = false;
            while (at < text.length()) {
                char c = text.charAt(at);
                if (c == '\'' && depth > 0) {
                    inQuotes = !inQuotes;
                } else if (!inQuotes && (c == '[' || c == '(')) {
                    depth++;
                } else if (!inQuotes && depth > 0 && (c == ']' || c == ')')) {
                    depth--;
                } else if (!inQuotes && depth == 0 && (c == ',' || c == ')')) {
                    break;
                }
                at++;
            }
            return text.substring(start, at).trim();
        }

        void expectEnd() {
            skipSpace();
            if (at < text.length()) {
                throw new SyntaxProblem("has text after the call: " + text.substring(at));
            }
        }

        private boolean take(char c) {
            if (at < text.length() && text.charAt(at) == c) {
                at++;
                return true;
            }
            return false;
        }

        private void skipSpace() {
            while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
                at++;
            }
        }
    }
}
