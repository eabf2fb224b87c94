package dev.ordersaga.participant;

import java.util.regex.Pattern;

/**
 * One step of one saga: the unit that is done at most once, and undone at most once.
 *
 * @param sagaId identifies the saga, the same in every delivery; not blank
 * @param name names the step within the saga, letters and digits; the undo uses the name of the do it undoes
 */
public record Step(String sagaId, String name) {

    private static final Pattern NAME = Pattern.compile("[A-Za-z][A-Za-z0-9]*");

    public Step {
        if (sagaId.isBlank()) {
            throw new IllegalArgumentException("a step needs the id of its saga");
        }
        if (!NAME.matcher(name).matches()) {
            // No '#' in a name: it parts the saga's id from the name in the record's key.
            throw new IllegalArgumentException("a step's name is of letters and digits, which this is not: " + name);
        }
    }

    /** The key of the step's record: {@code <sagaId>#<name>}. */
    String id() {
        return sagaId + "#" + name;
    }

    @Override
    public String toString() {
        return id();
    }
}
