package dev.ordersaga.asl.execution;

import dev.ordersaga.asl.expression.Scope;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** What the expressions of an execution can see: its branches' inputs and variables, and its context object. */
final class Scopes {

    private @Nullable ContextObject context;

    void begin(ExecutionRequest request, JsonNode input, Instant startDate) {
        context = new ContextObject(request, input, startDate);
    }

    /** The execution is redriven now; gives how often it has been. */
    int redriven(Instant now) {
        ContextObject before = begun();
        int count = before.redriveCount() + 1;
        context = before.redriven(count, now);
        return count;
    }

    Scope of(Branch branch, @Nullable String token, ContextObject.@Nullable Item item, Draws drawing, Instant now) {
        ContextObject readable = begun();
        return Scope.of(branch.input.json(), () -> readable.in(branch, token, item), branch.variables, drawing, now);
    }

    private ContextObject begun() {
        ContextObject known = context;
        if (known == null) {
            throw new IllegalStateException("nothing is read before the start");
        }
        return known;
    }
}
