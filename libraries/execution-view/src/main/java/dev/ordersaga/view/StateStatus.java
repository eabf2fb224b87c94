package dev.ordersaga.view;

/** How a state stands in an execution, or one visit to it. */
public enum StateStatus {
    NEVER_ENTERED(0),
    /** At work. */
    ENTERED(1),
    /** A Wait, or a task that waits for a worker, a job or somebody's answer. */
    WAITING(2),
    /** Failed, and to be tried again. */
    RETRYING(3),
    SUCCEEDED(4),
    /** Failed, and a Catcher went on. */
    CAUGHT(5),
    FAILED(6),
    /** Given up because of something else: another branch failed, the execution was stopped or timed out. */
    ABORTED(7),
    /** Done, and undone by another state since. */
    UNDONE(8);

    private final int code;

    StateStatus(int code) {
        this.code = code;
    }

    /** The number that stands for it in JSON. */
    public int code() {
        return code;
    }

    /** Whether something is still to come of it. */
    public boolean isOpen() {
        return this == ENTERED || this == WAITING || this == RETRYING;
    }
}
