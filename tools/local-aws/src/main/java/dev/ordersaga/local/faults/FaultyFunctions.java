package dev.ordersaga.local.faults;

import dev.ordersaga.local.lambda.Functions;
import dev.ordersaga.local.lambda.InvocationRefused;
import dev.ordersaga.local.lambda.InvocationResult;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.json.JsonMapper;

/** Functions that fail as {@link Faults} say, with the errors that Lambda itself would give, and otherwise work. */
public final class FaultyFunctions implements Functions {

    private static final ObjectMapper JSON = JsonMapper.builder().build();

    private final Functions functions;
    private final Faults faults;

    public FaultyFunctions(Functions functions, Faults faults) {
        this.functions = functions;
        this.faults = faults;
    }

    @Override
    public CompletionStage<InvocationResult> invoke(String function, byte[] payload) {
        return invoke(function, payload, null);
    }

    @Override
    public CompletionStage<InvocationResult> invoke(String function, byte[] payload, @Nullable Duration patience) {
        Optional<Fault> fault = faults.next(name(function), payload);
        if (fault.isEmpty()) {
            return functions.invoke(function, payload, patience);
        }
        Fault met = fault.get();
        CompletionStage<InvocationResult> before = met.kind().runsTheFunction()
                ? functions.invoke(function, payload, patience)
                : CompletableFuture.completedFuture(new InvocationResult(
                        new byte[0], null, "$LATEST", UUID.randomUUID().toString()));
        // Whatever the function answered, an error of its own included, is lost; a refusal means it never ran, and
        // stands.
        return after(met.delay(), before).thenCompose(ran -> failed(met, ran));
    }

    @Override
    public boolean isBusy() {
        return functions.isBusy();
    }

    private static CompletionStage<InvocationResult> after(Duration delay, CompletionStage<InvocationResult> before) {
        if (delay.isZero()) {
            return before;
        }
        return before.thenApplyAsync(
                ran -> ran, CompletableFuture.delayedExecutor(delay.toMillis(), TimeUnit.MILLISECONDS));
    }

    private static CompletionStage<InvocationResult> failed(Fault fault, InvocationResult ran) {
        return switch (fault.kind()) {
            case ERROR_BEFORE, ERROR_AFTER -> {
                String error = fault.error();
                yield error(
                        ran,
                        error == null ? "InjectedFault" : error,
                        "A fault was asked for: " + fault.kind().text());
            }
            case TIMEOUT_BEFORE, TIMEOUT_AFTER ->
                error(ran, "Sandbox.Timedout", "RequestId: " + ran.requestId() + " Error: Task timed out");
            case CRASH_AFTER ->
                error(
                        ran,
                        "Runtime.ExitError",
                        "RequestId: " + ran.requestId() + " Error: Runtime exited with error: signal: killed");
            case THROTTLE -> CompletableFuture.failedFuture(InvocationRefused.throttled());
        };
    }

    private static CompletionStage<InvocationResult> error(InvocationResult ran, String type, String message) {
        byte[] payload = JSON.writeValueAsString(
                        JSON.createObjectNode().put("errorType", type).put("errorMessage", message))
                .getBytes(StandardCharsets.UTF_8);
        return CompletableFuture.completedFuture(
                new InvocationResult(payload, "Unhandled", ran.executedVersion(), ran.requestId()));
    }

    /** The name in {@code name}, {@code name:qualifier}, {@code account:function:name} or a full ARN. */
    static String name(String function) {
        String[] parts = function.split(":", -1);
        for (int i = 0; i < parts.length - 1; i++) {
            if (parts[i].equals("function")) {
                return parts[i + 1];
            }
        }
        return parts[0];
    }
}
