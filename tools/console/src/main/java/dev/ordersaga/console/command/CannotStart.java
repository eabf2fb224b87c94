package dev.ordersaga.console.command;

/** The console cannot be started; the message says why, in a line. */
final class CannotStart extends RuntimeException {

    private static final long serialVersionUID = 1L;

    CannotStart(String why) {
        super(why);
    }
}
