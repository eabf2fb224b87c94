package dev.ordersaga.asl.execution;

/**
 * The one way by which an execution reaches the world: the work behind a Task state's {@code Resource}.
 *
 * <p>{@link #run} must return at once and answer later, from any thread, through the callback.
 */
@FunctionalInterface
public interface TaskRunner {

    void run(TaskRequest task, TaskCallback callback);
}
