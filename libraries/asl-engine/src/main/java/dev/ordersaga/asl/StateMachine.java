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

    /** "Express Workflows can run for up to five minutes." */
    private static final long EXPRESS_SECONDS = 300;

    /** The same machine where its executions are Express: they run for five minutes at most, whatever {@code TimeoutSeconds} allows. */
    public StateMachine express() {
        long seconds = Math.min(timeoutSeconds.orElse(EXPRESS_SECONDS), EXPRESS_SECONDS);
        return new StateMachine(comment, version, queryLanguage, Optional.of(seconds), graph);
    }

    /**
     * Reads a definition as CreateStateMachine takes it.
     *
     * @param json any text
     */
    public static Definition read(String json) {
        return new DefinitionParser(false).read(json);
    }

    /** Reads a definition as it lies beside a template: its {@code ${…}} places are still open, and nothing is wrong with them. */
    public static Definition readTemplate(String json) {
        return new DefinitionParser(true).read(json);
    }

    /**
     * The state machine of a definition.
     *
     * @param json the text of one JSON object, as CreateStateMachine takes it
     * @throws InvalidDefinition at the first problem
     */
    public static StateMachine parse(String json) {
        Definition definition = read(json);
        return definition
                .machine()
                .orElseThrow(() -> new InvalidDefinition(definition.problems().get(0)));
    }

    /** All that is wrong with a definition, and what this engine cannot run of it. */
    public static List<Problem> problems(String json) {
        return read(json).problems();
    }
}
