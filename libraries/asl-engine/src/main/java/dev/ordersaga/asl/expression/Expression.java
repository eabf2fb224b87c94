package dev.ordersaga.asl.expression;

import tools.jackson.databind.JsonNode;

/** Something in a definition that stands for a value, to be computed when a state runs. */
public interface Expression {

    /** The text as its author wrote it, without the {@code {% %}} around JSONata. */
    String source();

    /**
     * Computes the value.
     *
     * @param field the name of the field that holds the expression, such as {@code Output/total}
     * @throws EvaluationFailure if there is no such value
     */
    JsonNode evaluate(Scope scope, String field);
}
