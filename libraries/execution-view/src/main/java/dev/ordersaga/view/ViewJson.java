package dev.ordersaga.view;

import java.io.StringWriter;
import java.time.Instant;
import java.util.Optional;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.json.JsonMapper;

/**
 * An execution for a browser, as small as it can be: numbers of states and edges are those of the drawing, times are milliseconds
 * since 1970.
 *
 * <pre>
 * { "status": "RUNNING", "started": 1764187200000, "ended": null, "lastEvent": 14, "asOf": 1764187203000,
 *   "statuses": ["NEVER_ENTERED", …],
 *   "states": [ { "status": 2, "attempt": 0, "since": …, "until": …, "next": …, "visits": [0, 1, …], "items": 0, "itemsDone": 0 }, … ],
 *   "taken": [ how often, by number of the edge ],
 *   "visits": [ [state, within or -1, iteration or -1, status, entered, ended or 0, enteredBy, leftBy, attempts], … ],
 *   "changes": [ [event, 0, state, status] or [event, 1, edge], … ],
 *   "undone": [ [visit done, visit undo, event], … ],
 *   "leftOver": [ [state, outlook, state of the undo at work or -1], … ] }
 * </pre>
 *
 * A status is its place in {@code statuses}, and so are the counts in {@code visits} of a state.
 */
final class ViewJson {

    private ViewJson() {}

    static String write(ExecutionView view) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = JsonMapper.shared().createGenerator(text)) {
            json.writeStartObject();
            json.writeStringProperty("status", view.status().name());
            time(json, "started", view.startedAt());
            time(json, "ended", view.endedAt());
            json.writeNumberProperty("lastEvent", view.lastEvent());
            json.writeNumberProperty("asOf", view.asOf().toEpochMilli());
            json.writeArrayPropertyStart("statuses");
            for (StateStatus status : StateStatus.values()) {
                json.writeString(status.name());
            }
            json.writeEndArray();
            json.writeArrayPropertyStart("states");
            view.states().forEach(state -> state(json, state));
            json.writeEndArray();
            json.writeArrayPropertyStart("taken");
            view.taken().forEach(json::writeNumber);
            json.writeEndArray();
            json.writeArrayPropertyStart("visits");
            view.visits().forEach(visit -> visit(json, visit));
            json.writeEndArray();
            json.writeArrayPropertyStart("changes");
            view.changes().forEach(change -> change(json, change));
            json.writeEndArray();
            json.writeArrayPropertyStart("undone");
            view.undone().forEach(undoing -> numbers(json, undoing.done(), undoing.undo(), undoing.event()));
            json.writeEndArray();
            json.writeArrayPropertyStart("leftOver");
            view.leftOver()
                    .forEach(left -> numbers(
                            json,
                            left.state(),
                            left.outlook().code(),
                            left.undo().orElse(-1)));
            json.writeEndArray();
            json.writeEndObject();
        }
        return text.toString();
    }

    private static void state(JsonGenerator json, StateView state) {
        json.writeStartObject();
        json.writeNumberProperty("status", state.status().code());
        if (state.status() != StateStatus.NEVER_ENTERED) {
            json.writeNumberProperty("attempt", state.attempt());
            time(json, "since", state.since());
            time(json, "until", state.waitingUntil());
            time(json, "next", state.nextAttempt());
            json.writeArrayPropertyStart("visits");
            for (StateStatus status : StateStatus.values()) {
                json.writeNumber(state.visits().getOrDefault(status, 0));
            }
            json.writeEndArray();
            json.writeNumberProperty("items", state.items());
            json.writeNumberProperty("itemsDone", state.itemsDone());
        }
        json.writeEndObject();
    }

    private static void visit(JsonGenerator json, StateVisit visit) {
        numbers(
                json,
                visit.state(),
                visit.within().orElse(-1),
                visit.iteration().orElse(-1),
                visit.status().code(),
                visit.entered().toEpochMilli(),
                visit.ended().map(Instant::toEpochMilli).orElse(0L),
                visit.enteredBy(),
                visit.leftBy(),
                visit.attempts().size());
    }

    private static void change(JsonGenerator json, ViewChange change) {
        if (change instanceof ViewChange.OfState of) {
            numbers(json, of.event(), 0, of.state(), of.status().code());
        } else if (change instanceof ViewChange.OfEdge of) {
            numbers(json, of.event(), 1, of.edge());
        }
    }

    private static void numbers(JsonGenerator json, long... numbers) {
        json.writeStartArray();
        for (long number : numbers) {
            json.writeNumber(number);
        }
        json.writeEndArray();
    }

    private static void time(JsonGenerator json, String name, Optional<Instant> time) {
        if (time.isPresent()) {
            json.writeNumberProperty(name, time.get().toEpochMilli());
        }
    }
}
