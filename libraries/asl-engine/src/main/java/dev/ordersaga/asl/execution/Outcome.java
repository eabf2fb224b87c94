package dev.ordersaga.asl.execution;

import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** What came of a state, as data: the run decides what follows from it. */
sealed interface Outcome {

    /**
     * The state is done.
     *
     * @param next empty at an end
     */
    record Done(JsonNode output, Map<String, JsonNode> assigned, Optional<String> next) implements Outcome {}

    /** The state failed; Retry and Catch have not been asked yet. */
    record Failed(Failure failure) implements Outcome {}

    /** The machine says that it fails here: nothing is asked. */
    record Stopped(@Nullable String error, @Nullable String cause) implements Outcome {}

    /** The state waits, for an alarm, a task or its branches. */
    record Suspended() implements Outcome {}
}
