package dev.ordersaga.participant.function;

import dev.ordersaga.participant.json.JsonMismatch;
import dev.ordersaga.participant.json.Place;
import dev.ordersaga.participant.json.StrictJson;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A payload, parsed once: its envelope, and what the action is asked.
 *
 * @param action names what is to be done, or null when no text says so
 * @param execution the name of the execution of a state machine that the payload comes from, or null when it does not say so
 * @param body the payload without {@code action} and {@code execution}
 */
record Invocation(@Nullable String action, @Nullable String execution, ObjectNode body) {

    /** The fields of the envelope, which no action's own record can have. */
    static final Set<String> ENVELOPE = Set.of("action", "execution");

    /** As Step Functions bounds the name of an execution. */
    private static final int MAX_EXECUTION = 80;

    /**
     * Parses a payload.
     *
     * @throws dev.ordersaga.participant.json.MalformedJson if it is no JSON document
     * @throws NotAnObject if it is another one than an object
     * @throws JsonMismatch if {@code execution} cannot be the name of an execution
     */
    static Invocation of(byte[] payload) {
        if (!(StrictJson.read(payload) instanceof ObjectNode object)) {
            throw new NotAnObject();
        }
        JsonNode action = object.remove("action");
        JsonNode execution = object.remove("execution");
        return new Invocation(
                action != null && action.isString() ? action.stringValue() : null,
                execution == null || execution.isNull() ? null : executionName(execution),
                object);
    }

    private static String executionName(JsonNode execution) {
        String name = execution.isString() ? execution.stringValue() : "";
        if (name.isEmpty() || name.length() > MAX_EXECUTION) {
            throw new JsonMismatch(
                    Place.ROOT.field("execution"),
                    "must be the name of an execution, 1 to " + MAX_EXECUTION + " characters");
        }
        return name;
    }

    /** A text of the body, or null when there is none under this name. */
    @Nullable
    String text(String field) {
        JsonNode value = body.get(field);
        return value == null || !value.isString() ? null : value.stringValue();
    }

    /** A payload is JSON, and no object. */
    static final class NotAnObject extends RuntimeException {

        private static final long serialVersionUID = 1L;

        NotAnObject() {
            super("must be a JSON object");
        }
    }
}
