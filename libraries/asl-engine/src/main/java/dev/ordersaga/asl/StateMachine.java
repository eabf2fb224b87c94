package dev.ordersaga.asl;

import java.util.List;
import java.util.Optional;

/**
 * A state machine that obeys the Amazon States Language: every state it names exists and can be reached.
 *
 * @param timeoutSeconds how long an execution may run
 */
public record StateMachine(
        Optional<String> comment,
        Optional<String> version,
        QueryLanguage queryLanguage,
        Optional<Long> timeoutSeconds,
        StateGraph graph) {

    /**
     * Reads a definition.
     *
     * @param json the text of one JSON object, as CreateStateMachine takes it
     * @throws InvalidDefinition at the first problem
     */
    public static StateMachine parse(String json) {
        DefinitionParser parser = new DefinitionParser();
        Optional<StateMachine> machine = parser.parse(json);
        List<Problem> problems = parser.problems();
        if (machine.isEmpty() || !problems.isEmpty()) {
            throw new InvalidDefinition(problems.get(0));
        }
        return machine.get();
    }

    /** All that is wrong with a definition; empty for one that {@link #parse} accepts. */
    public static List<Problem> problems(String json) {
        DefinitionParser parser = new DefinitionParser();
        parser.parse(json);
        return parser.problems();
    }
}
