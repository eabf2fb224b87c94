package dev.ordersaga.linter.graph;

import java.util.List;

/**
 * A way from a state to another of the same scope.
 *
 * @param to the name of the state that it leads to, which need not exist
 * @param errors the names that a Catch is for; empty for any other kind
 * @param comment what the element of Choices or of Catch says of itself; empty where it says nothing
 * @param pointer where the definition gives the way: to a Next, a Default, an element of Choices or of Catch
 */
public record Edge(Kind kind, StateNode from, String to, List<String> errors, String comment, String pointer) {

    /** What is followed: a Next, a Choice's decision, or a Catch. */
    public enum Kind {
        NEXT,
        CHOICE,
        CATCH
    }

    public Edge {
        errors = List.copyOf(errors);
    }

    /** Whether this is a Catch of every error. */
    public boolean catchesAll() {
        return kind == Kind.CATCH && errors.contains("States.ALL");
    }

    /**
     * Whether this is a Catch of nothing but errors that a step has of its own, such as a declined card: the step says then that it
     * did nothing. An error of the platform - a time-out, a lost answer - says nothing of the kind.
     */
    public boolean refusal() {
        return kind == Kind.CATCH && !errors.isEmpty() && errors.stream().noneMatch(Edge::unknownOutcome);
    }

    private static boolean unknownOutcome(String error) {
        return error.startsWith("States.")
                || error.startsWith("Lambda.")
                || error.startsWith("java.lang.")
                || error.startsWith("Sandbox.")
                || List.of("Exception", "Error", "RuntimeException", "RuntimeError", "Throwable", "HandledError")
                        .contains(error);
    }
}
