package dev.ordersaga.asl.execution;

import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** What came of a state, as data: the interpreter decides what follows from it. */
sealed interface Outcome {

    /** The state waits for its alarm, its task or its branches. */
    Outcome SUSPENDED = new Suspended();

    /**
     * The state is done.
     *
     * @param next empty at an end
     */
    record Done(JsonNode output, Map<String, JsonNode> assigned, Optional<String> next) implements Outcome {}

    /**
     * The state failed; Retry and Catch have not been asked yet.
     *
     * @param begun whether a Parallel or Map had begun, so that its failure is an event of its own
     */
    record Failed(Failure failure, boolean begun) implements Outcome {}

    /** The machine says that it fails here: nothing is asked. */
    record Stopped(@Nullable String error, @Nullable String cause) implements Outcome {}

    /** See {@link #SUSPENDED}. */
    record Suspended() implements Outcome {}
}
