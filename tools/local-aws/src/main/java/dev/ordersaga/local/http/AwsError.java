package dev.ordersaga.local.http;

import java.util.concurrent.CompletionException;

/** A request is refused as AWS refuses it: with a code that SDKs turn into an exception class, and a message for people. */
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

    /** What a service threw; what is not an {@link AwsError} is a fault of this process, status 500. */
    static AwsError of(Throwable thrown) {
        Throwable failure =
                thrown instanceof CompletionException && thrown.getCause() != null ? thrown.getCause() : thrown;
        return failure instanceof AwsError known
                ? known
                : new AwsError(500, "InternalFailure", "local-aws failed: " + failure);
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
