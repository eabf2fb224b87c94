package dev.ordersaga.local.lambda;

import java.util.concurrent.CompletionStage;

/** The functions as the other local services call them. */
public interface Functions {

    /**
     * Invokes a function and waits for its answer, without holding a thread.
     *
     * @param function a name, a partial or a full ARN, with or without a qualifier
     * @param payload JSON text
     * @return the result of the invocation, a function's own error included; completes with {@link InvocationRefused} where the
     *     function was not invoked at all (no such function, too many at once)
     */
    CompletionStage<InvocationResult> invoke(String function, byte[] payload);

    /** Whether any function runs, for any caller. A caller that is refused for that reason must wait in real time. */
    default boolean isBusy() {
        return false;
    }
}
