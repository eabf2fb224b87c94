package dev.ordersaga.console.endpoint;

/** The endpoint cannot be reached, is too busy, or answers nothing that could be read; later it may. */
public final class EndpointAway extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public EndpointAway(String why, Throwable cause) {
        super(why, cause);
    }

    public String why() {
        String message = getMessage();
        return message == null ? "it does not answer" : message;
    }
}
