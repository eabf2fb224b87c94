package dev.ordersaga.asl.execution;

import dev.ordersaga.asl.TaskResource;
import java.util.List;
import tools.jackson.databind.JsonNode;

/**
 * What is wrong with the arguments of a task before the service behind it is asked. It is consulted again when an execution is
 * resumed, so it must depend on nothing but what it is given.
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
