package dev.ordersaga.sam;

import java.util.List;

/** A template that cannot be read or cannot be deployed; the message has a line for each problem. */
public final class InvalidTemplate extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient List<Problem> problems;

    /** Of something that has no place in the template. */
    public InvalidTemplate(String message) {
        super(message);
        this.problems = List.of();
    }

    public InvalidTemplate(List<Problem> problems) {
        super(String.join("\n", problems.stream().map(Problem::toString).toList()));
        this.problems = List.copyOf(problems);
    }

    InvalidTemplate(String message, Problem problem) {
        super(message);
        this.problems = List.of(problem);
    }

    /** The problems that have a place. */
    public List<Problem> problems() {
        return problems;
    }
}
