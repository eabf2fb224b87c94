package dev.ordersaga.asl.expression;

/** A text that is not an expression; the message says why, for the author of the definition. */
public final class SyntaxProblem extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public SyntaxProblem(String message) {
        super(message, null, false, false);
    }

    public String reason() {
        return String.valueOf(getMessage());
    }
}
