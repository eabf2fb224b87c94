package dev.ordersaga.asl.execution;

/** What can happen to one attempt at a task. */
enum AttemptCause {
    RUNNER_SUCCEEDED,
    RUNNER_FAILED,
    TOKEN_SUCCEEDED,
    TOKEN_FAILED,
    HEARTBEAT,

    /** TimeoutSeconds are over. */
    TIMEOUT,

    /** HeartbeatSeconds are over without a heartbeat. */
    HEARTBEAT_MISSED,

    /** The branch or the execution ended otherwise. */
    ABORT
}
