package dev.ordersaga.local.stepfunctions;

import dev.ordersaga.asl.execution.MapRunner;
import dev.ordersaga.asl.execution.TaskRunner;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Holds tasks back until what they call is there: executions that were recovered go on before functions are deployed. */
final class HeldTasks {

    private final TaskRunner tasks;

    // Guarded by this; null once nothing is held back any more:
    private @Nullable List<Runnable> held = new ArrayList<>();

    HeldTasks(TaskRunner tasks) {
        this.tasks = tasks;
    }

    /** The same tasks, later if need be. */
    TaskRunner runner() {
        return (task, callback) -> {
            synchronized (this) {
                List<Runnable> waiting = held;
                if (waiting != null) {
                    waiting.add(() -> tasks.run(task, callback));
                    return;
                }
            }
            tasks.run(task, callback);
        };
    }

    /** The same Map Runs, later if need be: they find their children when all are there. */
    MapRunner maps(MapRunner maps) {
        return (request, callback) -> {
            synchronized (this) {
                List<Runnable> waiting = held;
                if (waiting != null) {
                    waiting.add(() -> maps.run(request, callback));
                    return;
                }
            }
            maps.run(request, callback);
        };
    }

    void release() {
        List<Runnable> waiting;
        synchronized (this) {
            waiting = held;
            held = null;
        }
        if (waiting != null) {
            waiting.forEach(Runnable::run);
        }
    }
}
