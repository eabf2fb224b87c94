package dev.ordersaga.asl;

import java.util.List;

/**
 * A way from a state to another of the same scope.
 *
 * @param to the name of the state that it leads to, which need not exist
 * @param errors the names that a Catcher is for; empty for any other kind
 * @param comment what the element of Choices or of Catch says of itself; empty where it says nothing
 * @param pointer where the definition gives it: a Next, a Default, an element of Choices or of Catch
 */
public record Transition(Kind kind, StateNode from, String to, List<String> errors, String comment, String pointer) {

    /** What is followed. */
    public enum Kind {
        NEXT,
        CHOICE,
        DEFAULT,
        CATCH
    }

    public Transition {
        errors = List.copyOf(errors);
    }

    /** Where the name of the state stands that it leads to. */
    public String target() {
        return kind == Kind.CHOICE || kind == Kind.CATCH ? pointer + "/Next" : pointer;
    }

    /** Whether this is a Catch of every error. */
    public boolean catchesAll() {
        return kind == Kind.CATCH && errors.contains(ErrorNames.ALL);
    }
}
