package dev.ordersaga.local.lambda;

/** Lambda did not invoke the function; the code is AWS's, such as {@code ResourceNotFoundException} or {@code TooManyRequestsException}. */
public final class InvocationRefused extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final int status;
    private final String code;

    public InvocationRefused(int status, String code, String message) {
        super(message);
        this.status = status;
        this.code = code;
    }

    /** There are too many at once; the invocation has not happened. */
    public static InvocationRefused throttled() {
        return new InvocationRefused(429, "TooManyRequestsException", "Rate Exceeded.");
    }

    public int status() {
        return status;
    }

    public String code() {
        return code;
    }
}
