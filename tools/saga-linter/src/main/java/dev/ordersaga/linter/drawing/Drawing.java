package dev.ordersaga.linter.drawing;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A state machine drawn as a Mermaid flowchart: solid arrows for what follows, dotted ones for what a Catch leads to. */
public final class Drawing {

    private static final JsonMapper JSON = JsonMapper.shared();

    private Drawing() {}

    /**
     * Draws the top level of a definition.
     *
     * @param definition Amazon States Language, valid
     * @return Mermaid text, lines ended by {@code \n}
     */
    public static String of(String definition) {
        JsonNode machine = JSON.readTree(definition);
        List<String> lines = new ArrayList<>();
        lines.add("flowchart TD");
        lines.add("    Start((start)) --> " + machine.path("StartAt").asString());
        for (Map.Entry<String, JsonNode> entry : machine.path("States").properties()) {
            String name = entry.getKey();
            JsonNode state = entry.getValue();
            lines.add("    " + name + shape(name, state.path("Type").asString()));
            if (state.has("Next")) {
                lines.add("    " + name + " --> " + state.get("Next").asString());
            }
            for (JsonNode choice : state.path("Choices")) {
                lines.add("    " + name + " -->|" + condition(choice) + "| "
                        + choice.get("Next").asString());
            }
            if (state.has("Default")) {
                lines.add("    " + name + " -->|otherwise| "
                        + state.get("Default").asString());
            }
            for (JsonNode catcher : state.path("Catch")) {
                lines.add("    " + name + " -.->|" + errors(catcher) + "| "
                        + catcher.get("Next").asString());
            }
            if (state.path("End").asBoolean(false)) {
                lines.add("    " + name + " --> " + name + "End(((end)))");
            }
        }
        return String.join("\n", lines) + "\n";
    }

    private static String shape(String name, String type) {
        return switch (type) {
            case "Choice" -> "{" + name + "}";
            case "Wait" -> "([" + name + "])";
            default -> "[" + name + "]";
        };
    }

    private static String condition(JsonNode choice) {
        String condition =
                choice.path("Condition").asString("").replace("{%", "").replace("%}", "");
        return "\"" + condition.replace("$states.input.", "").replace("\"", "'").strip() + "\"";
    }

    private static String errors(JsonNode catcher) {
        StringJoiner names = new StringJoiner(", ");
        for (JsonNode error : catcher.path("ErrorEquals")) {
            String name = error.asString();
            names.add(name.equals("States.ALL") ? "any error" : name.substring(name.lastIndexOf('.') + 1));
        }
        return names.toString();
    }
}
