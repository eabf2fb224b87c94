package dev.ordersaga.saga.place;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** A definition in which a saga stands still before one of its states, for as long as it takes to stop it there. */
public final class PausedSaga {

    /** The state that it stands still in. */
    public static final String PAUSE = "Pause";

    private static final JsonMapper JSON = JsonMapper.shared();

    private PausedSaga() {}

    /** The definition, with every way to a state leading through the pause. */
    public static String before(String state, String definition) {
        if (!(JSON.readTree(definition) instanceof ObjectNode machine)
                || !(machine.path("States") instanceof ObjectNode states)
                || !states.has(state)) {
            throw new IllegalArgumentException("no state " + state);
        }
        redirect(machine, "StartAt", state);
        states.forEach(each -> redirect(each, state));
        // Longer than any wait that is skipped.
        states.putObject(PAUSE).put("Type", "Wait").put("Seconds", 86_400).put("Next", state);
        return JSON.writeValueAsString(machine);
    }

    private static void redirect(JsonNode at, String state) {
        if (at instanceof ObjectNode object) {
            redirect(object, "Next", state);
            redirect(object, "Default", state);
            redirect(object.path("Catch"), state);
            redirect(object.path("Choices"), state);
        } else if (at instanceof ArrayNode array) {
            array.forEach(element -> redirect(element, state));
        }
    }

    private static void redirect(ObjectNode object, String field, String state) {
        if (object.path(field).asString("").equals(state)) {
            object.put(field, PAUSE);
        }
    }
}
