package dev.ordersaga.console.endpoint;

import java.util.Optional;

/** What changes something at an endpoint. Every method may wait, and throws {@link EndpointRefused} or {@link EndpointAway}. */
public interface Changes {

    /**
     * Starts an execution.
     *
     * @param name empty for one that the endpoint chooses
     * @param input JSON text
     * @return its ARN
     */
    String start(String machineArn, Optional<String> name, String input);

    void stop(String executionArn, String error, String cause);

    void redrive(String executionArn);

    /** Answers the task that waits with this token; the output is JSON text. */
    void succeed(String taskToken, String output);

    void fail(String taskToken, String error, String cause);
}
