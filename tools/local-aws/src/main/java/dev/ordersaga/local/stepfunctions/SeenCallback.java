package dev.ordersaga.local.stepfunctions;

import dev.ordersaga.asl.execution.TaskCallback;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Passes a task's answer on, and keeps its result to be shown. */
record SeenCallback(TaskCallback callback, AtomicReference<@Nullable JsonNode> result) implements TaskCallback {

    @Override
    public void succeeded(JsonNode given) {
        result.set(given);
        callback.succeeded(given);
    }

    @Override
    public void failed(@Nullable String error, @Nullable String cause) {
        callback.failed(error, cause);
    }

    @Override
    public void whenAborted(Runnable action) {
        callback.whenAborted(action);
    }
}
