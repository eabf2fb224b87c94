package dev.ordersaga.console.live;

import dev.ordersaga.analysis.OutlineState;
import dev.ordersaga.view.ExecutionView;
import dev.ordersaga.view.RecordedEvent;
import dev.ordersaga.view.StateStatus;
import dev.ordersaga.view.StateView;
import dev.ordersaga.view.StateVisit;
import dev.ordersaga.view.ViewChange;
import java.io.StringWriter;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.json.JsonMapper;

/**
 * A run for {@code run.js}: how it stands, and of what grows - events, changes, visits - what came after an event that the page knows. Times
 * are milliseconds since 1970; states and edges are numbers of the outline, statuses places in {@code statuses}.
 *
 * <pre>
 * { "since": 12, "last": 20, "status": "RUNNING", "started": …, "ended": …|null, "statuses": […], "types": […],
 *   "states": [ [status, attempt, since, until, next, items, itemsDone, visits] … ], "taken": […],
 *   "events": { "first": 13, "times": […], "types": […], "states": […|-1] },
 *   "changes": [ event, state, status, … or event, -1 - edge, 0, … ],
 *   "visits": [ [number, state, status, entered, ended|0, enteredBy, leftBy, attempts, within, iteration, undoneBy] … ],
 *   "undone": [ [done, undo, event] … ], "leftOver": [ [state, outlook, undo|-1] … ] }
 * </pre>
 */
public final class RunJson {

    private static final List<StateStatus> STATUSES = List.of(StateStatus.values());

    private RunJson() {}

    /**
     * What came after an event.
     *
     * @param event 0 for all
     */
    public static String since(SeenRun run, long event) {
        ExecutionView view = run.view();
        StringWriter text = new StringWriter();
        try (JsonGenerator json = JsonMapper.shared().createGenerator(text)) {
            json.writeStartObject();
            json.writeNumberProperty("since", event);
            json.writeNumberProperty("last", view.lastEvent());
            json.writeStringProperty("status", run.details().summary().status().name());
            json.writeNumberProperty(
                    "started", run.details().summary().started().toEpochMilli());
            run.details()
                    .summary()
                    .stopped()
                    .ifPresentOrElse(
                            stop -> json.writeNumberProperty("ended", stop.toEpochMilli()),
                            () -> json.writeNullProperty("ended"));
            json.writeBooleanProperty("redrivable", run.details().redrivable());
            json.writeArrayPropertyStart("statuses");
            for (StateStatus status : STATUSES) {
                json.writeString(status.name());
            }
            json.writeEndArray();
            json.writeArrayPropertyStart("states");
            view.states().forEach(state -> state(json, state));
            json.writeEndArray();
            numbers(json, "taken", view.taken());
            events(json, run, event);
            changes(json, view, event);
            json.writeArrayPropertyStart("visits");
            view.visits().stream()
                    .filter(visit -> visit.enteredBy() > event
                            || visit.leftBy() == 0
                            || visit.leftBy() > event
                            || visit.undoneBy() > event)
                    .forEach(visit -> visit(json, visit));
            json.writeEndArray();
            json.writeArrayPropertyStart("undone");
            view.undone().forEach(undoing -> array(json, undoing.done(), undoing.undo(), undoing.event()));
            json.writeEndArray();
            json.writeArrayPropertyStart("leftOver");
            view.leftOver()
                    .forEach(left -> array(
                            json,
                            left.state(),
                            left.outlook().code(),
                            left.undo().orElse(-1)));
            json.writeEndArray();
            json.writeEndObject();
        }
        return text.toString();
    }

    /** Which state each event belongs to: the one it names, else that of the event it follows from; -1 for none. */
    public static int[] statesOf(SeenRun run) {
        List<RecordedEvent> events = run.events();
        int[] states = new int[events.size()];
        Map<String, Integer> byName = new LinkedHashMap<>();
        for (RecordedEvent event : events) {
            int at = (int) event.id() - 1;
            if (at < 0 || at >= states.length) {
                continue;
            }
            if (event.type().endsWith("StateEntered") || event.type().endsWith("StateExited")) {
                states[at] = byName.computeIfAbsent(
                        event.details().path("name").asString(""),
                        name -> run.outline()
                                .state(name, OptionalInt.empty())
                                .map(OutlineState::number)
                                .orElse(-1));
            } else {
                boolean alone = event.type().startsWith("Execution");
                long previous = event.previousId();
                states[at] = alone || previous < 1 || previous > states.length ? -1 : states[(int) previous - 1];
            }
        }
        return states;
    }

    private static void events(JsonGenerator json, SeenRun run, long since) {
        List<RecordedEvent> fresh = run.events()
                .subList(
                        (int) Math.min(since, run.events().size()), run.events().size());
        int[] states = statesOf(run);
        Map<String, Integer> types = new LinkedHashMap<>();
        json.writeObjectPropertyStart("events");
        json.writeNumberProperty("first", since + 1);
        json.writeArrayPropertyStart("times");
        fresh.forEach(event -> json.writeNumber(event.timestamp().toEpochMilli()));
        json.writeEndArray();
        json.writeArrayPropertyStart("types");
        fresh.forEach(event -> json.writeNumber(types.computeIfAbsent(event.type(), type -> types.size())));
        json.writeEndArray();
        json.writeArrayPropertyStart("states");
        fresh.forEach(event -> json.writeNumber(states[(int) event.id() - 1]));
        json.writeEndArray();
        json.writeEndObject();
        json.writeArrayPropertyStart("types");
        types.keySet().forEach(json::writeString);
        json.writeEndArray();
    }

    private static void changes(JsonGenerator json, ExecutionView view, long since) {
        json.writeArrayPropertyStart("changes");
        for (ViewChange change : view.changes()) {
            if (change.event() <= since) {
                continue;
            }
            json.writeNumber(change.event());
            if (change instanceof ViewChange.OfState of) {
                json.writeNumber(of.state());
                json.writeNumber(place(of.status()));
            } else if (change instanceof ViewChange.OfEdge of) {
                json.writeNumber(-1 - of.edge());
                json.writeNumber(0);
            }
        }
        json.writeEndArray();
    }

    private static void state(JsonGenerator json, StateView state) {
        array(
                json,
                place(state.status()),
                state.attempt(),
                millis(state.since()),
                millis(state.waitingUntil()),
                millis(state.nextAttempt()),
                state.items(),
                state.itemsDone(),
                state.visits().values().stream().mapToInt(count -> count).sum());
    }

    private static void visit(JsonGenerator json, StateVisit visit) {
        array(
                json,
                visit.number(),
                visit.state(),
                place(visit.status()),
                visit.entered().toEpochMilli(),
                millis(visit.ended()),
                visit.enteredBy(),
                visit.leftBy(),
                visit.attempts().size(),
                visit.within().orElse(-1),
                visit.iteration().orElse(-1),
                visit.undoneBy());
    }

    private static int place(StateStatus status) {
        return STATUSES.indexOf(status);
    }

    private static long millis(Optional<Instant> time) {
        return time.map(Instant::toEpochMilli).orElse(0L);
    }

    private static void numbers(JsonGenerator json, String name, List<Integer> numbers) {
        json.writeArrayPropertyStart(name);
        numbers.forEach(json::writeNumber);
        json.writeEndArray();
    }

    private static void array(JsonGenerator json, long... numbers) {
        json.writeStartArray();
        for (long number : numbers) {
            json.writeNumber(number);
        }
        json.writeEndArray();
    }
}
