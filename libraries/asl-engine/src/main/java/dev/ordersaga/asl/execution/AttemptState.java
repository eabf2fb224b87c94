package dev.ordersaga.asl.execution;

/** Where one attempt at a task stands. */
enum AttemptState {

    /** Handed out; the runner's answer is the result. */
    CALLED,

    /** Handed out with a token; the runner has not said yet whether it took the request. */
    REQUESTED,

    /** Handed out with a token, and the runner or a worker took the request: only the token ends it well. */
    SUBMITTED,

    /** Waiting for the worker of an activity, who answers by the token. */
    QUEUED,

    SUCCEEDED,
    FAILED,
    TIMED_OUT,

    /** Given up because its branch or its execution ended otherwise. */
    ABORTED;

    boolean isOpen() {
        return this == CALLED || this == REQUESTED || this == SUBMITTED || this == QUEUED;
    }
}
