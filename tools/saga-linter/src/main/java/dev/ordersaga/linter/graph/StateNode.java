package dev.ordersaga.linter.graph;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** One state as it is written, right or wrong. Two are equal only if they are the same. */
public final class StateNode {

    private final String name;
    private final String pointer;
    private final JsonNode json;
    private final Scope scope;
    private final List<Scope> parts = new ArrayList<>();

    StateNode(String name, String pointer, JsonNode json, Scope scope) {
        this.name = name;
        this.pointer = pointer;
        this.json = json;
        this.scope = scope;
    }

    void add(Scope part) {
        parts.add(part);
    }

    public String name() {
        return name;
    }

    /** Where it stands in the definition. */
    public String pointer() {
        return pointer;
    }

    public JsonNode json() {
        return json;
    }

    /** The states that it stands among. */
    public Scope scope() {
        return scope;
    }

    /** The branches of a Parallel, the processor of a Map; empty for any other type. */
    public List<Scope> parts() {
        return List.copyOf(parts);
    }

    public String type() {
        return text("Type");
    }

    public String comment() {
        return text("Comment");
    }

    public boolean isTask() {
        return type().equals("Task");
    }

    /** Whether it has states of its own: a Parallel or a Map. */
    public boolean isComposite() {
        return type().equals("Parallel") || type().equals("Map");
    }

    public boolean isFail() {
        return type().equals("Fail");
    }

    /** What a Task calls; empty for any other type. */
    public Optional<Work> work() {
        return isTask() ? Optional.of(Work.of(json)) : Optional.empty();
    }

    /** Whether the scope may end here. */
    public boolean ends() {
        return isFail() || type().equals("Succeed") || json.path("End").asBoolean(false);
    }

    /** All ways out, in the order Next, Choices, Default, Catch; also those that lead to no state. */
    public List<Edge> edges() {
        List<Edge> edges = new ArrayList<>();
        if (json.path("Next").isString() && !type().equals("Choice") && !ends()) {
            edges.add(new Edge(Edge.Kind.NEXT, this, text("Next"), List.of(), "", pointer + "/Next"));
        }
        for (int i = 0; i < json.path("Choices").size(); i++) {
            JsonNode choice = json.path("Choices").path(i);
            if (choice.path("Next").isString()) {
                edges.add(new Edge(
                        Edge.Kind.CHOICE,
                        this,
                        choice.path("Next").stringValue(),
                        List.of(),
                        choice.path("Comment").asString(""),
                        pointer + "/Choices/" + i + "/Next"));
            }
        }
        if (json.path("Default").isString()) {
            edges.add(new Edge(Edge.Kind.CHOICE, this, text("Default"), List.of(), "", pointer + "/Default"));
        }
        edges.addAll(catches());
        return edges;
    }

    /** The ways that errors take. */
    public List<Edge> catches() {
        List<Edge> edges = new ArrayList<>();
        for (int i = 0; i < json.path("Catch").size(); i++) {
            JsonNode catcher = json.path("Catch").path(i);
            if (catcher.path("Next").isString()) {
                edges.add(new Edge(
                        Edge.Kind.CATCH,
                        this,
                        catcher.path("Next").stringValue(),
                        texts(catcher.path("ErrorEquals")),
                        catcher.path("Comment").asString(""),
                        pointer + "/Catch/" + i));
            }
        }
        return edges;
    }

    /** Whether every error has a way. */
    public boolean catchesAll() {
        return catches().stream().anyMatch(Edge::catchesAll);
    }

    private String text(String field) {
        return json.path(field).isString() ? json.path(field).stringValue() : "";
    }

    static List<String> texts(JsonNode array) {
        List<String> texts = new ArrayList<>();
        for (JsonNode element : array) {
            if (element.isString()) {
                texts.add(element.stringValue());
            }
        }
        return texts;
    }

    @Override
    public String toString() {
        return name;
    }
}
