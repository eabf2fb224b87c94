package dev.ordersaga.console.page;

import dev.ordersaga.analysis.OutlineState;
import dev.ordersaga.console.live.SeenRun;
import dev.ordersaga.view.RecordedData;
import dev.ordersaga.view.RecordedEvent;
import dev.ordersaga.view.StateVisit;
import dev.ordersaga.view.VisitAttempt;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** A state's visits with their data, and single events, for {@code run.js}. */
final class StateJson {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final int MAX_VISITS = 20;
    private static final Pattern REQUEST_ID =
            Pattern.compile("RequestId\"?\\s*:\\s*\"?([0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12})");

    private StateJson() {}

    /**
     * Visits to a state.
     *
     * @param from how many of them to leave out, from the last one back
     */
    static ObjectNode visits(SeenRun run, int state, int from) {
        OutlineState of = run.outline().state(state);
        List<StateVisit> all = run.view().visitsTo(state);
        ObjectNode json = JSON.createObjectNode();
        json.put("name", of.name());
        json.put("type", of.node().type());
        json.put("count", all.size());
        json.put("from", from);
        definition(run, of).ifPresent(text -> json.put("definition", text));
        function(run, of).ifPresent(function -> json.set("function", function));
        ArrayNode list = json.putArray("visits");
        for (int i = all.size() - 1 - from; i >= 0 && list.size() < MAX_VISITS; i--) {
            list.add(visit(run, all.get(i), i + 1));
        }
        return json;
    }

    /** One event as the history has it. */
    static Optional<ObjectNode> event(SeenRun run, long id) {
        if (id < 1 || id > run.events().size()) {
            return Optional.empty();
        }
        RecordedEvent event = run.events().get((int) id - 1);
        ObjectNode json = JSON.createObjectNode();
        json.put("id", event.id());
        json.put("previousEventId", event.previousId());
        json.put("type", event.type());
        json.put("timestamp", event.timestamp().toString());
        json.put("details", event.details().toString());
        return Optional.of(json);
    }

    private static ObjectNode visit(SeenRun run, StateVisit visit, int ordinal) {
        ObjectNode json = JSON.createObjectNode();
        json.put("number", visit.number());
        json.put("ordinal", ordinal);
        json.put("status", visit.status().name());
        json.put("entered", visit.entered().toEpochMilli());
        time(json, "ended", visit.ended());
        time(json, "until", visit.waitingUntil());
        time(json, "next", visit.nextAttempt());
        json.put("jittered", visit.jittered());
        visit.iteration().ifPresent(item -> json.put("iteration", item));
        data(json, "input", run, visit.input());
        data(json, "output", run, visit.output());
        if (!visit.variables().isEmpty()) {
            ObjectNode variables = JSON.createObjectNode();
            visit.variables().forEach((name, text) -> variables.set(name, parsed(text)));
            json.put("variables", variables.toString());
        }
        text(json, "error", visit.error());
        text(json, "cause", visit.cause());
        if (visit.undoneBy() > 0) {
            json.put("undoneBy", visit.undoneBy());
            run.view().undone().stream()
                    .filter(undoing -> undoing.done() == visit.number())
                    .findFirst()
                    .ifPresent(undoing -> json.put(
                            "undoneByState",
                            run.outline()
                                    .state(run.view()
                                            .visits()
                                            .get(undoing.undo())
                                            .state())
                                    .name()));
        }
        ArrayNode attempts = json.putArray("attempts");
        visit.attempts().forEach(attempt -> attempts.add(attempt(run, attempt)));
        return json;
    }

    private static ObjectNode attempt(SeenRun run, VisitAttempt attempt) {
        ObjectNode json = JSON.createObjectNode();
        json.put("number", attempt.number());
        json.put("event", attempt.event());
        json.put("started", attempt.started().toEpochMilli());
        time(json, "ended", attempt.ended());
        time(json, "until", attempt.until());
        json.put("resource", attempt.resource());
        data(json, "arguments", run, attempt.arguments());
        data(json, "answer", run, attempt.answer());
        data(json, "result", run, attempt.result());
        text(json, "error", attempt.error());
        text(json, "cause", attempt.cause());
        boolean open = attempt.ended().isEmpty();
        if (open && attempt.resource().contains("waitForTaskToken")) {
            json.put("token", token(text(run, attempt.arguments())));
        }
        lambda(run, attempt).ifPresent(lambda -> json.set("lambda", lambda));
        return json;
    }

    /** A Lambda's name and its request's id, where the history tells both. */
    private static Optional<ObjectNode> lambda(SeenRun run, VisitAttempt attempt) {
        JsonNode arguments = parsed(text(run, attempt.arguments()));
        String function = attempt.resource().startsWith("lambda:")
                ? arguments.path("FunctionName").asString("")
                : attempt.resource().contains(":function:") ? attempt.resource() : "";
        if (function.isEmpty()) {
            return Optional.empty();
        }
        ObjectNode json = JSON.createObjectNode().put("function", function);
        String said = text(run, attempt.answer())
                + text(run, attempt.result())
                + (attempt.cause() == null ? "" : attempt.cause());
        Matcher id = REQUEST_ID.matcher(said);
        if (id.find()) {
            json.put("requestId", id.group(1));
        }
        return Optional.of(json);
    }

    /** What a fault has to be told so that it meets this state's calls: the function, and what its payload always holds. */
    private static Optional<ObjectNode> function(SeenRun run, OutlineState state) {
        JsonNode fields = definitionNode(run, state);
        String resource = fields.path("Resource").asString("");
        JsonNode given = fields.has("Arguments") ? fields.path("Arguments") : fields.path("Parameters");
        String name = resource.contains(":lambda:invoke")
                ? given.path("FunctionName").asString("")
                : resource.contains(":function:") ? resource : "";
        if (name.isEmpty() || name.startsWith("{%")) {
            return Optional.empty();
        }
        JsonNode payload = resource.contains(":lambda:invoke") ? given.path("Payload") : given;
        ObjectNode match = JSON.createObjectNode();
        payload.properties().forEach(field -> {
            JsonNode value = field.getValue();
            boolean constant = value.isNumber()
                    || value.isBoolean()
                    || (value.isString() && !value.asString().startsWith("{%"));
            if (constant && !field.getKey().endsWith(".$")) {
                match.set(field.getKey(), value);
            }
        });
        return Optional.of(JSON.createObjectNode().put("name", name).put("match", match.toString()));
    }

    private static Optional<String> definition(SeenRun run, OutlineState state) {
        JsonNode node = definitionNode(run, state);
        return node.isMissingNode() ? Optional.empty() : Optional.of(node.toString());
    }

    /** Names are unique within a machine: the first state of that name, wherever it is nested. */
    private static JsonNode definitionNode(SeenRun run, OutlineState state) {
        JsonNode machine = parsed(run.machine().definition());
        return named(machine, state.name(), 0);
    }

    private static JsonNode named(JsonNode scope, String name, int depth) {
        JsonNode found = scope.path("States").path(name);
        if (!found.isMissingNode() || depth > 50) {
            return found;
        }
        for (JsonNode state : scope.path("States")) {
            for (JsonNode branch : state.path("Branches")) {
                JsonNode inside = named(branch, name, depth + 1);
                if (!inside.isMissingNode()) {
                    return inside;
                }
            }
            for (String field : List.of("ItemProcessor", "Iterator")) {
                JsonNode inside = named(state.path(field), name, depth + 1);
                if (!inside.isMissingNode()) {
                    return inside;
                }
            }
        }
        return scope.path("nowhere");
    }

    /** The token among what was sent: the text of a field whose name says so. */
    private static String token(String arguments) {
        return token(parsed(arguments), 0);
    }

    private static String token(JsonNode node, int depth) {
        if (depth > 50) {
            return "";
        }
        for (var field : node.properties()) {
            boolean named = field.getKey().toLowerCase(java.util.Locale.ROOT).endsWith("token");
            String found = named && field.getValue().isString()
                    ? field.getValue().asString()
                    : token(field.getValue(), depth + 1);
            if (!found.isEmpty()) {
                return found;
            }
        }
        for (JsonNode item : node.isArray() ? node : JSON.createArrayNode()) {
            String found = token(item, depth + 1);
            if (!found.isEmpty()) {
                return found;
            }
        }
        return "";
    }

    private static void data(ObjectNode json, String name, SeenRun run, @Nullable RecordedData data) {
        String text = text(run, data);
        if (!text.isEmpty()) {
            json.put(name, text);
        }
    }

    /** What an event holds; looked up there where the view does not keep it. */
    private static String text(SeenRun run, @Nullable RecordedData data) {
        if (data == null) {
            return "";
        }
        String kept = data.text();
        if (kept != null) {
            return kept;
        }
        long event = data.event();
        return event < 1 || event > run.events().size()
                ? ""
                : run.events().get((int) event - 1).details().path(data.field()).asString("");
    }

    private static JsonNode parsed(String text) {
        try {
            return JSON.readTree(text.isEmpty() ? "{}" : text);
        } catch (JacksonException e) {
            return JSON.getNodeFactory().stringNode(text);
        }
    }

    private static void text(ObjectNode json, String name, @Nullable String text) {
        if (text != null) {
            json.put(name, text);
        }
    }

    private static void time(ObjectNode json, String name, Optional<Instant> time) {
        time.ifPresent(at -> json.put(name, at.toEpochMilli()));
    }
}
