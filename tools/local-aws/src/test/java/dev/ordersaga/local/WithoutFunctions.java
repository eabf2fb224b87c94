package dev.ordersaga.local;

import dev.ordersaga.local.lambda.InvocationRefused;
import java.util.concurrent.CompletableFuture;

/** A local AWS for tests that call no function: every invocation is refused, and no process is started. */
public final class WithoutFunctions {

    private WithoutFunctions() {}

    public static LocalAwsOptions options() {
        return LocalAwsOptions.defaults()
                .withFunctions((function, payload) -> CompletableFuture.failedFuture(
                        new InvocationRefused(404, "ResourceNotFoundException", "none")));
    }
}
