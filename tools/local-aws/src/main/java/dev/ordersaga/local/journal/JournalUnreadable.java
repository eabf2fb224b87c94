package dev.ordersaga.local.journal;

/** The data folder cannot be used as it is; the message says which file, which byte and why. Nothing has been changed in it. */
public final class JournalUnreadable extends RuntimeException {

    private static final long serialVersionUID = 1L;

    JournalUnreadable(String message) {
        super(message);
    }

    JournalUnreadable(String message, Throwable cause) {
        super(message, cause);
    }
}
