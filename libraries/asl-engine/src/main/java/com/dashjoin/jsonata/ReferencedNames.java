package com.dashjoin.jsonata;

import com.dashjoin.jsonata.Parser.Symbol;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The names that an expression reads where Step Functions has nothing to offer: it evaluates without a context item. */
public final class ReferencedNames {

    private final Set<String> unsupported = new LinkedHashSet<>();
    private boolean errorOutput;

    private ReferencedNames() {}

    /** Looks an expression through. */
    public static ReferencedNames of(BoundedJsonata expression) {
        ReferencedNames references = new ReferencedNames();
        references.visit(expression.tree(), false);
        return references;
    }

    /** Names without a context item, and {@code $$}, in the order of the expression. */
    public List<String> unsupported() {
        return List.copyOf(unsupported);
    }

    /** Whether {@code $states.errorOutput} is read, which only a Catcher has. */
    public boolean readErrorOutput() {
        return errorOutput;
    }

    /** Looks at one expression; {@code context} says whether it is evaluated with a context item, as a later step of a path or a predicate is */
    private void visit(Symbol expression, boolean context) {
        if (expression == null) {
            return;
        }
        switch (String.valueOf(expression.type)) {
            case "path" -> path(expression.steps, context);
            case "variable" -> {
                if ("$".equals(expression.value)) {
                    unsupported.add("$$");
                }
            }
            case "lambda" -> visit(expression.body, context);
            case "sort" -> expression.terms.forEach(term -> visit(term.expression, true));
            case "transform" -> {
                visit(expression.pattern, true);
                visit(expression.update, true);
                visit(expression.delete, true);
            }
            default -> parts(expression, context);
        }
        filters(expression.predicate);
        filters(expression.stages);
        if (expression.group != null) {
            pairs(expression.group.lhsObject, true);
        }
    }

    private void path(List<Symbol> steps, boolean context) {
        Symbol first = steps.get(0);
        if ("name".equals(first.type) && !context) {
            unsupported.add(String.valueOf(first.value));
        }
        if (steps.size() > 1
                && "variable".equals(first.type)
                && "states".equals(first.value)
                && "errorOutput".equals(steps.get(1).value)) {
            errorOutput = true;
        }
        visit(first, context);
        steps.subList(1, steps.size()).forEach(step -> visit(step, true));
    }

    /** Whatever stands below an operator, a call, a block or a constructor is evaluated as what is around it. */
    private void parts(Symbol expression, boolean context) {
        visit(expression.lhs, context);
        visit(expression.rhs, context);
        visit(expression.expression, context);
        visit(expression.procedure, context);
        visit(expression.condition, context);
        visit(expression.then, context);
        visit(expression._else, context);
        all(expression.expressions, context);
        all(expression.arguments, context);
        pairs(expression.lhsObject, context);
    }

    private void all(List<Symbol> expressions, boolean context) {
        if (expressions != null) {
            expressions.forEach(expression -> visit(expression, context));
        }
    }

    private void pairs(List<Symbol[]> pairs, boolean context) {
        if (pairs != null) {
            for (Symbol[] pair : pairs) {
                visit(pair[0], context);
                visit(pair[1], context);
            }
        }
    }

    private void filters(List<Symbol> filters) {
        if (filters != null) {
            filters.forEach(filter -> visit(filter.expr instanceof Symbol inside ? inside : null, true));
        }
    }
}
