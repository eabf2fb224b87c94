package dev.ordersaga.asl.expression;

import tools.jackson.databind.JsonNode;

/**
 * A template in the place of an expression: JSON with expressions somewhere in it.
 *
 * @param source as its author wrote it
 */
public record TemplateExpression(Template template, String source) implements Expression {

    @Override
    public JsonNode evaluate(Scope scope, String field) {
        return template.fill(scope, field);
    }
}
