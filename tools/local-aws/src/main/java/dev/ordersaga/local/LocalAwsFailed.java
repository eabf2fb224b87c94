package dev.ordersaga.local;

/** The local AWS could not be started; the message says why, for the one who started it. */
public final class LocalAwsFailed extends RuntimeException {

    private static final long serialVersionUID = 1L;

    LocalAwsFailed(String message, Throwable cause) {
        super(message, cause);
    }
}
