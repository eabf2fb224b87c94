package dev.ordersaga.order.desk;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.ordersaga.order.saga.SagaStep;
import dev.ordersaga.order.saga.SagaStep.Outcome;
import dev.ordersaga.order.saga.SagaSteps;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A saga drawn from its definition, with what has happened marked: each state by how its last attempt went, and each edge that was
 * taken. The
 * drawing was made before; here it only gets classes.
 */
final class SagaPicture {

    private static final Pattern STATE = Pattern.compile(
            "<g id=\"[a-z-]*state-(\\d+)\" class=\"([^\"]*)\" data-state=\"([^\"]*)\" data-type=\"([^\"]*)\"");
    private static final Pattern EDGE =
            Pattern.compile("<g id=\"[a-z-]*edge-(\\d+)\" class=\"([^\"]*)\" data-from=\"(\\d+)\" data-to=\"(\\d+)\"");

    /** A page that stands by itself has its style with it; the desk's pages have none inside. */
    private static final Pattern STYLE = Pattern.compile("<style>(.*?)</style>\\s*", Pattern.DOTALL);

    /** What no step tells of, for nothing is done in it. */
    private static final Set<String> SILENT = Set.of("Choice", "Pass");

    private record Edge(int number, int from, int to, boolean caught) {}

    private final String svg;
    private final Map<String, Integer> states = new HashMap<>();
    private final Set<Integer> silent = new HashSet<>();
    private final List<Edge> edges = new ArrayList<>();

    private final String style;

    private SagaPicture(String file, String prefix) {
        Matcher inside = STYLE.matcher(file);
        this.style = inside.find() ? inside.group(1) : "";
        this.svg = inside.replaceFirst("").replace(" id=\"", " id=\"" + prefix);
        STATE.matcher(svg).results().forEach(state -> {
            int number = Integer.parseInt(state.group(1));
            states.put(state.group(3), number);
            if (SILENT.contains(state.group(4))) {
                silent.add(number);
            }
        });
        EDGE.matcher(svg)
                .results()
                .forEach(edge -> edges.add(new Edge(
                        Integer.parseInt(edge.group(1)),
                        Integer.parseInt(edge.group(3)),
                        Integer.parseInt(edge.group(4)),
                        edge.group(2).contains("catch"))));
    }

    /** Reads a drawing, {@code order-saga} for one, that lies beside this class. */
    static SagaPicture read(String saga) {
        String name = saga + ".svg";
        try (InputStream file = Objects.requireNonNull(SagaPicture.class.getResourceAsStream(name), name)) {
            return new SagaPicture(new String(file.readAllBytes(), UTF_8), saga + "-");
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** How a drawing looks, as a stylesheet. */
    String style() {
        return style;
    }

    /** The drawing as SVG, marked by what was done. Nothing of what is marked comes from outside. */
    String of(SagaSteps saga) {
        Map<Integer, String> marks = new HashMap<>();
        Set<Integer> taken = new HashSet<>();
        SagaStep before = null;
        for (SagaStep step : saga.steps()) {
            Integer here = states.get(step.state());
            if (here == null) {
                continue; // of a definition that was another
            }
            if (before != null && (step.attempt() == 1 || !step.state().equals(before.state()))) {
                follow(before, here, marks, taken);
            }
            marks.put(here, mark(step.outcome()));
            before = step;
        }
        String states = replaced(STATE.matcher(svg), state -> marks.getOrDefault(number(state), "lit-never"));
        return replaced(EDGE.matcher(states), edge -> taken.contains(number(edge)) ? "lit-taken" : "lit-never");
    }

    private void follow(SagaStep before, int here, Map<Integer, String> marks, Set<Integer> taken) {
        Integer from = states.get(before.state());
        if (from == null) {
            return;
        }
        for (Edge edge : path(from, here, before.outcome() != Outcome.SUCCEEDED)) {
            taken.add(edge.number());
            if (silent.contains(edge.to())) {
                marks.put(edge.to(), "lit-done");
            }
        }
    }

    /** The shortest way from one state to another that leads through silent states only; empty when there is none. */
    private List<Edge> path(int from, int to, boolean failed) {
        Deque<List<Edge>> open = new ArrayDeque<>();
        Set<Integer> seen = new HashSet<>();
        edges.stream()
                .filter(edge -> edge.from() == from && edge.caught() == failed)
                .forEach(edge -> open.add(List.of(edge)));
        while (!open.isEmpty()) {
            List<Edge> way = open.remove();
            int at = way.get(way.size() - 1).to();
            if (at == to) {
                return way;
            }
            if (silent.contains(at) && seen.add(at)) {
                edges.stream().filter(edge -> edge.from() == at).forEach(edge -> {
                    List<Edge> longer = new ArrayList<>(way);
                    longer.add(edge);
                    open.add(longer);
                });
            }
        }
        return List.of();
    }

    private static String mark(Outcome outcome) {
        return switch (outcome) {
            case RUNNING -> "lit-now";
            case SUCCEEDED -> "lit-done";
            case FAILED, TIMED_OUT, ABORTED -> "lit-failed";
        };
    }

    private static int number(MatchResult group) {
        return Integer.parseInt(group.group(1));
    }

    private static String replaced(Matcher groups, Function<MatchResult, String> lit) {
        return groups.replaceAll(group -> Matcher.quoteReplacement(group.group()
                .replace(
                        "class=\"" + group.group(2) + "\"",
                        "class=\"" + group.group(2) + " " + lit.apply(group) + "\"")));
    }
}
