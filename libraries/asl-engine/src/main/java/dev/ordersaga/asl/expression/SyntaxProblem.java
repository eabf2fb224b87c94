package dev.ordersaga.asl.expression;

/** A text that is not an expression; the message says why, for the author of the definition. */
public final class SyntaxProblem extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** What Step Functions would call it. */
    public enum Kind {
        MALFORMED,
        GIVEN_TWICE,
        INVALID_JSONATA,
        UNSUPPORTED_JSONATA
    }

    private final Kind kind;
    private final String words;

    public SyntaxProblem(String message) {
        this(Kind.MALFORMED, message, message);
    }

    /**
     * A problem that Step Functions has words of its own for.
     *
     * @param words how it says it
     */
    SyntaxProblem(Kind kind, String message, String words) {
        super(message, null, false, false);
        this.kind = kind;
        this.words = words;
    }

    static SyntaxProblem givenTwice(String name) {
        String reason = "gives the field \"" + name + "\" a second time";
        return new SyntaxProblem(Kind.GIVEN_TWICE, reason, reason);
    }

    public Kind kind() {
        return kind;
    }

    /** How Step Functions says it, where that is known; the reason otherwise. */
    public String words() {
        return words;
    }

    public String reason() {
        return String.valueOf(getMessage());
    }
}
