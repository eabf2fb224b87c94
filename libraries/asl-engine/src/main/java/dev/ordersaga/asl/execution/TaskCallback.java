package dev.ordersaga.asl.execution;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * How a task answers. The first final answer counts, and one that comes after the engine gave the attempt up (a
 * time-out, a stopped execution) changes nothing.
 */
public interface TaskCallback {

    /** The work is done. For a task that waits for its token this only says that the request was taken. */
    void succeeded(JsonNode result);

    /** The work failed with the error name that {@code ErrorEquals} compares, and a cause for people to read. */
    void failed(@Nullable String error, @Nullable String cause);

    /**
     * Runs {@code action} once when nobody waits for the answer any more, because the execution was stopped or another
     * branch of it failed; at once if that has happened. A task that merely took too long is not aborted.
     */
    default void whenAborted(Runnable action) {}
}
