package com.dashjoin.jsonata;

import com.dashjoin.jsonata.Parser.Symbol;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A JSONata expression that is evaluated within the bounds of Step Functions: how deep it nests, how many steps it takes and how much
 * it holds. An expression that passes one of them fails by {@link BoundExceeded}, before what it asks for is allocated.
 *
 * <p>It may be evaluated by several threads at once.
 */
public final class BoundedJsonata extends Jsonata {

    /** How deep expressions and calls may nest. */
    public static final int MAX_DEPTH = 100;

    /** How much an expression may hold: a character counts one byte, a number eight. */
    public static final int MAX_BYTES = 6_990_256;

    /** How many elements a sequence may have: as many numbers as {@link #MAX_BYTES} holds. */
    public static final int MAX_ELEMENTS = MAX_BYTES / 8;

    /** How many steps one evaluation may take, so that an endless loop ends. */
    private static final long MAX_STEPS = 5_000_000;

    /** Functions whose first argument is an array, and that take null for an array of one. */
    private static final Set<String> ARRAY_FUNCTIONS =
            Set.of("count", "map", "filter", "single", "reduce", "reverse", "shuffle", "sort", "zip", "append");

    private int depth;
    private long steps;

    private BoundedJsonata(String expression) {
        super(expression);
    }

    /** One evaluation: it shares the syntax tree and has counts of its own. */
    private BoundedJsonata(BoundedJsonata compiled) {
        super(compiled);
        setValidateInput(false);
        setOutputConvertNulls(false);
    }

    /**
     * Reads an expression.
     *
     * @param functions those that it may call, from {@link #functions()}
     * @throws JException if it is not JSONata
     */
    public static BoundedJsonata compile(String expression, Frame functions) {
        StepFunctionsParser.ofThisThread();
        BoundedJsonata compiled = new BoundedJsonata(expression);
        compiled.environment = compiled.createFrame(functions);
        return compiled;
    }

    /** The library's functions, within bounds; the caller may add to them before the first expression is read. */
    public static Frame functions() {
        Frame functions = new Frame(staticFrame);
        BoundedFunctions.bindIn(functions);
        return functions;
    }

    /** What an expression fails with that would hold more than it may. */
    public static JException outOfMemory() {
        return BoundExceeded.memory();
    }

    /** The syntax tree, to be looked through before anything is evaluated. */
    Symbol tree() {
        return ast;
    }

    /**
     * Evaluates the expression, without a context item.
     *
     * @param scope what names mean; nothing is bound in it
     * @param millis what {@code $millis()} says
     * @return null for undefined, {@link Jsonata#NULL_VALUE} for null
     * @throws JException if the expression fails, {@link BoundExceeded} if it passes a bound
     */
    public Object evaluate(Frame scope, long millis) {
        Jsonata before = current.get();
        BoundedJsonata evaluation = new BoundedJsonata(this);
        evaluation.timestamp = millis;
        current.set(evaluation);
        try {
            Object result = evaluation.evaluate(ast, null, evaluation.createFrame(scope));
            BoundedFunctions.requireWithin(result);
            return result;
        } catch (RuntimeException e) {
            populateMessage(e);
            throw e;
        } finally {
            current.set(before);
        }
    }

    @Override
    Object evaluate(Symbol expr, Object input, Frame environment) {
        if (++depth > MAX_DEPTH) {
            throw new BoundExceeded("Stack overflow error: Check for non-terminating recursive function."
                    + "  Consider rewriting as tail-recursive.");
        }
        if (++steps > MAX_STEPS) {
            throw new BoundExceeded("Expression evaluation timeout: Check for infinite loop");
        }
        try {
            Object result = super.evaluate(expr, input, environment);
            if ((result instanceof List<?> list && list.size() > MAX_ELEMENTS)
                    || (result instanceof String text && text.length() > MAX_BYTES)) {
                throw BoundExceeded.memory();
            }
            return result;
        } finally {
            depth--;
        }
    }

    /** A number that is out of range is a value: it fails where it is calculated with. */
    @Override
    Object evaluateNumericExpression(Object left, Object right, String operator) {
        try {
            return super.evaluateNumericExpression(left, right, operator);
        } catch (JException e) {
            if ("D1001".equals(e.getError())
                    && isFinite(left)
                    && isFinite(right)
                    && e.getCurrent() instanceof Number number) {
                return number.doubleValue();
            }
            throw e;
        }
    }

    private static boolean isFinite(Object value) {
        return value instanceof Number number && Double.isFinite(number.doubleValue());
    }

    @Override
    Object evaluateRangeExpression(Object first, Object last) {
        if (first instanceof Number from
                && last instanceof Number to
                && (double) to.longValue() - from.longValue() >= MAX_ELEMENTS) {
            throw BoundExceeded.memory();
        }
        return super.evaluateRangeExpression(first, last);
    }

    @Override
    Object evaluateStringConcat(Object left, Object right) {
        BoundedFunctions.requireWithin(left, right);
        return (left == null ? "" : JsonataText.of(left, false)) + (right == null ? "" : JsonataText.of(right, false));
    }

    @Override
    Object evaluateEqualityExpression(Object left, Object right, String operator) {
        BoundedFunctions.requireWithin(left, right);
        return super.evaluateEqualityExpression(left, right, operator);
    }

    @Override
    Object evaluateDescendants(Symbol expr, Object input) {
        BoundedFunctions.requireWithin(input);
        return super.evaluateDescendants(expr, input);
    }

    /** null is a value: an array function takes it for an array of one, as it does any value that is no array. */
    @Override
    Object validateArguments(Object procedure, Object arguments, Object context) {
        if (procedure instanceof JFunction function
                && arguments instanceof List<?> list
                && !list.isEmpty()
                && list.get(0) == NULL_VALUE
                && ARRAY_FUNCTIONS.contains(String.valueOf(function.functionName))) {
            List<Object> wrapped = new ArrayList<>(list);
            wrapped.set(0, new ArrayList<>(java.util.Collections.singletonList(NULL_VALUE)));
            return super.validateArguments(procedure, wrapped, context);
        }
        try {
            return super.validateArguments(procedure, arguments, context);
        } catch (JException e) {
            throw procedure instanceof JFunction function ? named(e, function, arguments) : e;
        }
    }

    /** The library tells of a wrong argument by its value; the service tells of it by its position and the function's name. */
    private static JException named(JException failure, JFunction function, Object arguments) {
        if (!"T0412".equals(failure.getError()) || !(arguments instanceof List<?> list)) {
            return failure;
        }
        int position = 1;
        for (int i = 0; i < list.size(); i++) {
            if (list.get(i) == failure.getCurrent()) {
                position = i + 1;
            }
        }
        return new ArrayOfWrongType(
                position, String.valueOf(function.functionName), String.valueOf(failure.getExpected()));
    }

    /** A regular expression that is called is searched within a bound, because some expressions backtrack exponentially. */
    @Override
    Object applyInner(Object procedure, Object arguments, Object input, Object environment) {
        if (procedure instanceof Pattern pattern && arguments instanceof List<?> list) {
            list.forEach(text -> BoundedFunctions.search(pattern, text));
        }
        return super.applyInner(procedure, arguments, input, environment);
    }

    /** The expression asks for more than Step Functions gives it. */
    public static final class BoundExceeded extends JException {

        private static final long serialVersionUID = 1L;

        private final String text;

        BoundExceeded(String text) {
            super(text, -1);
            this.text = text;
        }

        static BoundExceeded memory() {
            return new BoundExceeded("Expression evaluation memory limit exceeded: Check for excessive memory usage");
        }

        @Override
        public String getMessage() {
            return text;
        }
    }

    private static final class ArrayOfWrongType extends JException {

        private static final long serialVersionUID = 1L;

        private static final Map<String, String> TYPES = Map.of(
                "n", "numbers", "s", "strings", "b", "booleans", "o", "objects", "a", "arrays", "f", "functions");

        private final String text;

        ArrayOfWrongType(int position, String function, String type) {
            super("T0412", -1, position, function);
            this.text = "Argument " + position + " of function \"" + function + "\" must be an array of \""
                    + TYPES.getOrDefault(type, type) + "\"";
        }

        @Override
        public String getMessage() {
            return text;
        }
    }
}
