package dev.ordersaga.asl;

/** How a Task waits for the service that it calls, by the names of Step Functions' documentation. */
public enum IntegrationPattern {
    /** The call's answer is the result. */
    REQUEST_RESPONSE,
    /** {@code .sync}: the job that the call began has to end. */
    RUN_A_JOB,
    /** {@code .waitForTaskToken}, or an activity: the holder of the task token answers. */
    WAIT_FOR_CALLBACK
}
