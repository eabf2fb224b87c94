package dev.ordersaga.local.http;

/** A request is refused in AWS's own words: a code that SDKs turn into an exception class, and a message for people. */
public final class AwsError extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final int status;
    private final String code;

    public AwsError(int status, String code, String message) {
        super(message);
        this.status = status;
        this.code = code;
    }

    /** The refusal of most requests: status 400. */
    public AwsError(String code, String message) {
        this(400, code, message);
    }

    public int status() {
        return status;
    }

    public String code() {
        return code;
    }

    /** What the caller reads; never null, unlike {@link Throwable#getMessage()}. */
    public String text() {
        String message = getMessage();
        return message == null ? code : message;
    }
}
