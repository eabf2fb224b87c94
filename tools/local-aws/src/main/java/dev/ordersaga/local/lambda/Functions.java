package dev.ordersaga.local.lambda;

import java.time.Duration;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

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

    /**
     * As the other, for a caller that gives up. An invocation that no process could begin early enough for it to end in that time is refused
     * with {@code TooManyRequestsException}: it has not happened, and whoever tries again need not count it as tried.
     *
     * @param patience how long the caller waits for the answer; null where it waits for ever
     */
    default CompletionStage<InvocationResult> invoke(String function, byte[] payload, @Nullable Duration patience) {
        return invoke(function, payload);
    }

    /** Whether any function runs, for any caller. A caller that is refused for that reason must wait in real time. */
    default boolean isBusy() {
        return false;
    }
}
