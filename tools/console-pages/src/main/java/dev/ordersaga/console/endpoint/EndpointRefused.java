package dev.ordersaga.console.endpoint;

/** The endpoint answered that it will not, with a code such as {@code ExecutionDoesNotExist}. */
public final class EndpointRefused extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String code;
    private final String words;

    public EndpointRefused(String code, String words) {
        super(code + ": " + words);
        this.code = code;
        this.words = words;
    }

    public String code() {
        return code;
    }

    /** What the endpoint says. */
    public String words() {
        return words;
    }

    /** Whether what was asked for is not there. */
    public boolean isMissing() {
        return code.endsWith("DoesNotExist") || code.endsWith("NotFound") || code.equals("InvalidArn");
    }
}
