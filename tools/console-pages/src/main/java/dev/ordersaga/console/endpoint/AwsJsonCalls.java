package dev.ordersaga.console.endpoint;

import tools.jackson.databind.node.ObjectNode;

/** Step Functions' API as its JSON protocol has it: an operation's name, its input, its output. */
@FunctionalInterface
public interface AwsJsonCalls {

    /**
     * Calls an operation and waits for its answer.
     *
     * @param operation such as {@code ListExecutions}
     * @throws EndpointRefused where it is refused
     * @throws EndpointAway where there is no answer
     */
    ObjectNode call(String operation, ObjectNode input);
}
