package dev.ordersaga.asl.execution;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** The runner's way to answer for one attempt, and to hear that its answer is not wanted any more. */
final class HandedOutTask implements TaskCallback {

    private final long attempt;
    private final Consumer<Cause> execution;
    private @Nullable Runnable onAbort;
    private boolean aborted;

    HandedOutTask(long attempt, Consumer<Cause> execution) {
        this.attempt = attempt;
        this.execution = execution;
    }

    @Override
    public void succeeded(JsonNode result) {
        execution.accept(new Cause.TaskSucceeded(attempt, result));
    }

    @Override
    public void failed(@Nullable String error, @Nullable String cause) {
        execution.accept(new Cause.TaskFailed(attempt, error, cause));
    }

    @Override
    public void whenAborted(Runnable action) {
        synchronized (this) {
            if (!aborted) {
                onAbort = action;
                return;
            }
        }
        action.run();
    }

    void abort() {
        Runnable action;
        synchronized (this) {
            aborted = true;
            action = onAbort;
            onAbort = null;
        }
        if (action != null) {
            action.run();
        }
    }
}
