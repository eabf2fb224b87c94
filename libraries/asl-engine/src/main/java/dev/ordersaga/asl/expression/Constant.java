package dev.ordersaga.asl.expression;

import tools.jackson.databind.JsonNode;

/** A value written down as it is. */
public record Constant(JsonNode value) implements Expression {

    @Override
    public String source() {
        return value.toString();
    }

    @Override
    public JsonNode evaluate(Scope scope, String field) {
        return value;
    }
}
