package dev.ordersaga.linter.drawing;

import dev.ordersaga.asl.StateMachine;
import dev.ordersaga.asl.StateNode;
import dev.ordersaga.asl.StateScope;
import dev.ordersaga.asl.Transition;
import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;

/** A state machine drawn as a Mermaid flowchart: solid arrows for what follows, dotted ones for what a Catch leads to. */
public final class Drawing {

    private Drawing() {}

    /**
     * Draws the top level of a definition.
     *
     * @param definition Amazon States Language, valid
     * @throws IllegalArgumentException for what is no JSON object
     * @return Mermaid text, lines ended by {@code \n}
     */
    public static String of(String definition) {
        StateScope machine = StateMachine.readTemplate(definition)
                .graph()
                .orElseThrow(() -> new IllegalArgumentException("no definition: " + definition))
                .machine();
        List<String> lines = new ArrayList<>();
        lines.add("flowchart TD");
        machine.start().ifPresent(start -> lines.add("    Start((start)) --> " + start.name()));
        for (StateNode state : machine.states().values()) {
            String name = state.name();
            lines.add("    " + name + shape(name, state.type()));
            state.transitions().forEach(transition -> lines.add("    " + name + arrow(transition) + transition.to()));
            if (state.json().path("End").asBoolean(false)) {
                lines.add("    " + name + " --> " + name + "End(((end)))");
            }
        }
        return String.join("\n", lines) + "\n";
    }

    private static String arrow(Transition transition) {
        return switch (transition.kind()) {
            case NEXT -> " --> ";
            case CHOICE -> " -->|" + condition(transition) + "| ";
            case DEFAULT -> " -->|otherwise| ";
            case CATCH -> " -.->|" + errors(transition) + "| ";
        };
    }

    private static String shape(String name, String type) {
        return switch (type) {
            case "Choice" -> "{" + name + "}";
            case "Wait" -> "([" + name + "])";
            default -> "[" + name + "]";
        };
    }

    private static String condition(Transition choice) {
        String at = choice.pointer().substring(choice.from().pointer().length());
        String condition = choice.from()
                .json()
                .at(at)
                .path("Condition")
                .asString("")
                .replace("{%", "")
                .replace("%}", "");
        return "\"" + condition.replace("$states.input.", "").replace("\"", "'").strip() + "\"";
    }

    private static String errors(Transition catcher) {
        StringJoiner names = new StringJoiner(", ");
        for (String name : catcher.errors()) {
            names.add(name.equals("States.ALL") ? "any error" : name.substring(name.lastIndexOf('.') + 1));
        }
        return names.toString();
    }
}
