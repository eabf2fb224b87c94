package dev.ordersaga.local.process;

/** A child did not start, or ended or stayed silent before it was ready; the message ends with the last lines of its log. */
public final class ChildProcessFailed extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public ChildProcessFailed(String message) {
        super(message);
    }

    public ChildProcessFailed(String message, Throwable cause) {
        super(message, cause);
    }
}
