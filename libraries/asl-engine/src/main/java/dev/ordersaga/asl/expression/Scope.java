package dev.ordersaga.asl.expression;

import com.dashjoin.jsonata.Jsonata.Frame;
import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** What an expression can see. The context object is made when an expression reads it, and not before. */
public final class Scope {

    /** The members of {@code $states}. */
    static final List<String> MEMBERS = List.of("input", "context", "result", "errorOutput");

    private final JsonNode input;
    private final Context context;
    private final Variables variables;
    private final @Nullable JsonNode result;
    private final @Nullable JsonNode errorOutput;
    private final Randomness randomness;
    private final Instant now;

    /** What JSONata expressions of this scope share. */
    private @Nullable ScopeFrame frame;

    private Scope(
            JsonNode input,
            Context context,
            Variables variables,
            @Nullable JsonNode result,
            @Nullable JsonNode errorOutput,
            Randomness randomness,
            Instant now) {
        this.input = input;
        this.context = context;
        this.variables = variables;
        this.result = result;
        this.errorOutput = errorOutput;
        this.randomness = randomness;
        this.now = now;
    }

    public static Scope of(JsonNode input, JsonNode context, Variables variables, Randomness randomness) {
        return of(input, () -> context, variables, randomness, Instant.EPOCH);
    }

    /**
     * A scope without a result.
     *
     * @param context asked once at most
     * @param now what {@code $now()} and {@code $millis()} say
     */
    public static Scope of(
            JsonNode input, Supplier<JsonNode> context, Variables variables, Randomness randomness, Instant now) {
        return new Scope(input, new Context(context), variables, null, null, randomness, now);
    }

    /** What {@code $} means to JSONPath and {@code $states.input} to JSONata. */
    public JsonNode input() {
        return input;
    }

    /** The context object, {@code $$} and {@code $states.context}. */
    public JsonNode context() {
        return context.get();
    }

    public Variables variables() {
        return variables;
    }

    /** {@code $states.result}, where there is one. */
    public @Nullable JsonNode result() {
        return result;
    }

    /** {@code $states.errorOutput}, where there is one. */
    public @Nullable JsonNode errorOutput() {
        return errorOutput;
    }

    public Randomness randomness() {
        return randomness;
    }

    /** What {@code $now()} says. */
    public Instant now() {
        return now;
    }

    /** A member of {@code $states}; null where there is none of that name. */
    @Nullable
    JsonNode member(String name) {
        return switch (name) {
            case "input" -> input;
            case "context" -> context();
            case "result" -> result;
            case "errorOutput" -> errorOutput;
            default -> null;
        };
    }

    ScopeFrame frame(Frame functions) {
        ScopeFrame known = frame;
        if (known == null) {
            known = new ScopeFrame(this, functions);
            frame = known;
        }
        return known;
    }

    public Scope withInput(JsonNode newInput) {
        return new Scope(newInput, context, variables, result, errorOutput, randomness, now);
    }

    public Scope withResult(JsonNode newResult) {
        return new Scope(input, context, variables, newResult, null, randomness, now);
    }

    public Scope withErrorOutput(JsonNode newErrorOutput) {
        return new Scope(input, context, variables, null, newErrorOutput, randomness, now);
    }

    /** Shared by the scopes that are made from one another, so that it is made once for all. */
    private static final class Context {

        private final Supplier<JsonNode> source;
        private @Nullable JsonNode made;

        Context(Supplier<JsonNode> source) {
            this.source = source;
        }

        JsonNode get() {
            JsonNode known = made;
            if (known == null) {
                known = source.get();
                made = known;
            }
            return known;
        }
    }
}
