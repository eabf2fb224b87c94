package dev.ordersaga.linter.cost;

import dev.ordersaga.asl.DefinitionGraph;
import dev.ordersaga.asl.StateNode;
import dev.ordersaga.asl.Transition;
import dev.ordersaga.linter.graph.Spans;
import dev.ordersaga.linter.sam.DeployedMachine;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** What each way through a saga costs and how long it may take, as a table for a reader. */
public final class CostReport {

    /** What is said of each way, besides its name. */
    public static final List<String> HEADINGS = List.of(
            "transitions",
            "invocations",
            "write units",
            "read units",
            "Step Functions",
            "all the rest",
            "together",
            "at worst");

    private final List<PathSpec> specs;
    private final Units units;
    private final Assumptions assumed;
    private final List<Row> rows = new ArrayList<>();

    private record Row(String saga, String name, List<Visit> visits, PathCost cost) {}

    /**
     * Starts a report.
     *
     * @param paths the ways by name: a list of {@code {"name", "saga", "outcomes"}}
     * @param units what each action writes and reads, by action
     */
    public CostReport(JsonNode paths, JsonNode units, Assumptions assumed) {
        this.specs = PathSpec.read(paths);
        this.units = Units.read(units);
        this.assumed = assumed;
    }

    /**
     * Adds the ways through a saga: those that have a name, and for each step on the way forward the one where it fails for good.
     *
     * @param saga the file's name, as the ways have it
     * @throws IllegalArgumentException where a way is none, or the template or the units lack something
     */
    public void add(String saga, DefinitionGraph definition, DeployedMachine deployed) {
        List<PathSpec> ways = new ArrayList<>();
        specs.stream().filter(spec -> spec.saga().equals(saga)).forEach(ways::add);
        PathSpec calm = new PathSpec("success", saga, Map.of());
        if (ways.isEmpty()) {
            ways.add(calm);
        }
        for (Visit visit : Walk.through(definition, calm)) {
            StateNode state = visit.state();
            if (state.isTask() && state.catches().stream().anyMatch(Transition::catchesAll)) {
                ways.add(new PathSpec(
                        state.name() + " fails for good", saga, Map.of(state.name(), List.of("States.ALL"))));
            }
        }
        for (PathSpec way : ways) {
            List<Visit> visits = Walk.through(definition, way);
            rows.add(new Row(saga, way.name(), visits, PathCost.of(visits, deployed, units, assumed)));
        }
    }

    /** For each saga a table, and below it the states of each way; lines ended by {@code \n}. */
    public String markdown() {
        StringBuilder text = new StringBuilder();
        for (String saga : rows.stream().map(Row::saga).distinct().toList()) {
            List<Row> own = rows.stream().filter(row -> row.saga().equals(saga)).toList();
            text.append(text.isEmpty() ? "" : "\n").append("### ").append(saga).append("\n\n");
            text.append("| way | ").append(String.join(" | ", HEADINGS)).append(" |\n");
            text.append("|---|---|---|---|---|---|---|---|---|\n");
            own.forEach(row -> text.append(line(row)));
            text.append('\n');
            own.forEach(row -> text.append("- ")
                    .append(row.name())
                    .append(": ")
                    .append(states(row.visits()))
                    .append('\n'));
        }
        return text.toString();
    }

    /** All ways that were added, in that order. */
    public List<CountedWay> ways() {
        return rows.stream()
                .map(row -> new CountedWay(
                        row.saga(),
                        row.name(),
                        row.visits().stream()
                                .map(visit -> new CountedWay.Step(
                                        visit.state(), visit.state().isTask() && !visit.succeeded()))
                                .toList(),
                        cells(row.cost())))
                .toList();
    }

    private String line(Row row) {
        return "| " + row.name() + " | " + String.join(" | ", cells(row.cost())) + " |\n";
    }

    private List<String> cells(PathCost cost) {
        return List.of(
                Long.toString(cost.transitions()),
                Long.toString(cost.invocations()),
                units(cost.writeUnits()),
                units(cost.readUnits()),
                dollars(cost.stepFunctions()),
                dollars(cost.rest(assumed)),
                dollars(cost.stepFunctions() + cost.rest(assumed)),
                Spans.text(cost.worstSeconds()) + (cost.orMore() ? " or more" : ""));
    }

    private static String states(List<Visit> visits) {
        List<String> names = new ArrayList<>();
        for (Visit visit : visits) {
            Optional<String> failure = visit.succeeded()
                    ? Optional.empty()
                    : Optional.of(visit.outcome().equals("States.ALL") ? "any error" : visit.outcome());
            names.add(visit.state().name()
                    + failure.map(error -> " (" + error
                                    + (visit.retries() > 0 ? ", " + visit.retries() + " retries" : "") + ")")
                            .orElse(""));
        }
        return String.join(" → ", names);
    }

    private static String units(double units) {
        return units == Math.rint(units) ? Long.toString(Math.round(units)) : String.format(Locale.ROOT, "%.1f", units);
    }

    private static String dollars(double dollars) {
        return Long.toString(Math.round(dollars));
    }
}
