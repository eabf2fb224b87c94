package dev.ordersaga.asl;

import java.util.List;
import java.util.Optional;

/**
 * What one reading of a text makes of it.
 *
 * @param machine the state machine; empty where anything is wrong but what this engine cannot run
 * @param problems all that is wrong
 * @param graph the states and the ways between them, right or wrong; empty for a text that is no JSON object
 */
public record Definition(Optional<StateMachine> machine, List<Problem> problems, Optional<DefinitionGraph> graph) {

    public Definition {
        problems = List.copyOf(problems);
    }
}
