package dev.ordersaga.asl.execution;

import dev.ordersaga.asl.TaskResource;
import java.util.List;
import tools.jackson.databind.JsonNode;

/**
 * What is wrong with the arguments of a task before the service behind it is asked. What it says is written down with the
 * move, and it is not consulted again when an execution is resumed: what was scheduled once stays scheduled.
 */
@FunctionalInterface
public interface ArgumentCheck {

    /** Lets everything through. */
    ArgumentCheck NONE = (resource, arguments) -> List.of();

    /**
     * Looks at a task's arguments.
     *
     * @param arguments what {@code Parameters} or {@code Arguments} came to
     * @return what is wrong, a sentence each; nothing where the task can be scheduled
     */
    List<String> problems(TaskResource resource, JsonNode arguments);
}
