package dev.ordersaga.local.stepfunctions;

/** A task's work failed; the message is the cause. */
final class TaskFailure extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String error;

    /**
     * A failure by name.
     *
     * @param error the name that {@code ErrorEquals} compares
     */
    TaskFailure(String error, String cause) {
        super(cause);
        this.error = error;
    }

    String error() {
        return error;
    }
}
