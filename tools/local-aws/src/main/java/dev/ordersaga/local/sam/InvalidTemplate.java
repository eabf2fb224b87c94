package dev.ordersaga.local.sam;

import java.util.List;

/** The template cannot be read or deployed; the message is one line a problem. */
public final class InvalidTemplate extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient List<Problem> problems;

    InvalidTemplate(String message) {
        super(message);
        this.problems = List.of();
    }

    InvalidTemplate(List<Problem> problems) {
        super(String.join("\n", problems.stream().map(Problem::toString).toList()));
        this.problems = List.copyOf(problems);
    }

    public List<Problem> problems() {
        return problems;
    }
}
