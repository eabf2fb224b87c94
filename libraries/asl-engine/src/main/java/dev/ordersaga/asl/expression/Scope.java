package dev.ordersaga.asl.expression;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What an expression can see.
 *
 * @param input what {@code $} means to JSONPath and {@code $states.input} to JSONata
 * @param context the context object, {@code $$} and {@code $states.context}
 * @param result {@code $states.result}, where there is one
 * @param errorOutput {@code $states.errorOutput}, where there is one
 */
public record Scope(
        JsonNode input,
        JsonNode context,
        Variables variables,
        @Nullable JsonNode result,
        @Nullable JsonNode errorOutput,
        Randomness randomness) {

    public static Scope of(JsonNode input, JsonNode context, Variables variables, Randomness randomness) {
        return new Scope(input, context, variables, null, null, randomness);
    }

    public Scope withInput(JsonNode newInput) {
        return new Scope(newInput, context, variables, result, errorOutput, randomness);
    }

    public Scope withContext(JsonNode newContext) {
        return new Scope(input, newContext, variables, result, errorOutput, randomness);
    }

    public Scope withResult(JsonNode newResult) {
        return new Scope(input, context, variables, newResult, null, randomness);
    }

    public Scope withErrorOutput(JsonNode newErrorOutput) {
        return new Scope(input, context, variables, null, newErrorOutput, randomness);
    }
}
