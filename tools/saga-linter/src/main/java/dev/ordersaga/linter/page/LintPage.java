package dev.ordersaga.linter.page;

import static dev.ordersaga.drawing.StandalonePage.escaped;

import dev.ordersaga.analysis.Outline;
import dev.ordersaga.analysis.OutlineEdge;
import dev.ordersaga.analysis.OutlineState;
import dev.ordersaga.analysis.Undos;
import dev.ordersaga.asl.DefinitionGraph;
import dev.ordersaga.drawing.Marks;
import dev.ordersaga.drawing.Picture;
import dev.ordersaga.drawing.StandalonePage;
import dev.ordersaga.linter.Finding;
import dev.ordersaga.linter.Severity;
import dev.ordersaga.linter.cost.CostReport;
import dev.ordersaga.linter.cost.CountedWay;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Sagas drawn, each with what is found at its states, and with what each way through it costs; a way that is chosen is highlighted. */
public final class LintPage {

    private final StandalonePage page = new StandalonePage("Sagas, linted");
    private int sagas;

    /**
     * What the ways through a saga cost.
     *
     * @param ways empty where nothing was counted
     * @param why nothing was counted, where it was asked for
     */
    public record Costs(List<CountedWay> ways, Optional<String> why) {

        public Costs {
            ways = List.copyOf(ways);
        }

        /** Not asked for. */
        public static Costs none() {
            return new Costs(List.of(), Optional.empty());
        }
    }

    /** A page without a saga. */
    public LintPage() {
        page.add(StandalonePage.legend());
    }

    /**
     * Adds a saga.
     *
     * @param name the file's
     * @param definition empty where the text is no JSON object
     * @param undos which undo belongs to which do, where the definition does not say it
     */
    public void add(
            String name, Optional<DefinitionGraph> definition, Undos undos, List<Finding> findings, Costs costs) {
        String id = "saga-" + sagas++;
        page.add("<section id=\"" + id + "\">\n<h2>" + escaped(name) + "</h2>\n" + summary(findings));
        page.add("<div class=\"side-by-side\">");
        Optional<Outline> outline = definition.map(graph -> Outline.of(graph, undos));
        outline.ifPresent(drawn -> page.add("<figure>\n"
                + Picture.of(drawn).svg(id + "-", new Marks(marks(drawn, findings), Map.of())) + "</figure>"));
        page.add("<div>");
        if (!findings.isEmpty()) {
            page.add("<h3>Findings</h3>\n<ul class=\"findings\">");
            findings.forEach(finding -> page.add(item(id, outline, finding)));
            page.add("</ul>");
        }
        costs.why()
                .ifPresent(why -> page.add("<h3>Costs</h3>\n<p class=\"muted\">Not counted: " + escaped(why) + "</p>"));
        if (!costs.ways().isEmpty()) {
            outline.ifPresent(drawn -> ways(id, drawn, costs.ways()));
        }
        page.add("</div>\n</div>\n</section>");
    }

    /** The document. */
    public String html() {
        return page.html();
    }

    private static String summary(List<Finding> findings) {
        return findings.isEmpty()
                ? "<p class=\"right\">✓ nothing found</p>"
                : "<p class=\"wrong\">✗ " + findings.size() + (findings.size() == 1 ? " finding" : " findings")
                        + "</p>";
    }

    // Findings

    private static Map<Integer, Marks.Mark> marks(Outline outline, List<Finding> findings) {
        Map<Integer, List<Finding>> byState = new HashMap<>();
        findings.forEach(finding -> state(outline, finding)
                .ifPresent(state -> byState.computeIfAbsent(state.number(), key -> new ArrayList<>())
                        .add(finding)));
        Map<Integer, Marks.Mark> marks = new HashMap<>();
        byState.forEach((state, found) -> marks.put(
                state,
                new Marks.Mark(
                        "has-finding",
                        "✗ " + found.size(),
                        found.stream().map(Finding::message).collect(Collectors.joining("\n")))));
        return marks;
    }

    /** The innermost state at which a finding points. */
    private static Optional<OutlineState> state(Outline outline, Finding finding) {
        return outline.states().stream()
                .filter(state ->
                        (finding.pointer() + "/").startsWith(state.node().pointer() + "/"))
                .max(Comparator.comparingInt(state -> state.node().pointer().length()));
    }

    private static String item(String id, Optional<Outline> outline, Finding finding) {
        String where = outline.flatMap(drawn -> state(drawn, finding))
                .map(state -> "<a href=\"#" + id + "-state-" + state.number() + "\">" + escaped(state.name()) + "</a> ")
                .orElse("");
        boolean warning = finding.severity() == Severity.WARNING;
        return "<li" + (warning ? " class=\"warning\"" : "") + ">" + where + "<strong>" + escaped(finding.rule())
                + "</strong> <span class=\"muted\">"
                + finding.severity().name().toLowerCase(Locale.ROOT) + "</span><br>" + escaped(finding.message())
                + "<br><code>" + escaped(finding.pointer()) + "</code></li>";
    }

    // Ways

    private void ways(String id, Outline outline, List<CountedWay> ways) {
        page.add(
                "<h3>What a way costs</h3>\n<p class=\"muted\">US dollars a million orders; choose a way to see it.</p>");
        page.add(
                "<div class=\"table\" tabindex=\"0\" role=\"region\" aria-label=\"what a way costs\"><table>\n<tr><th scope=\"col\">way</th>"
                        + CostReport.HEADINGS.stream()
                                .map(heading -> "<th scope=\"col\">" + escaped(heading) + "</th>")
                                .collect(Collectors.joining())
                        + "</tr>");
        page.add("<tr><td><label><input type=\"radio\" name=\"" + id
                + "-way\" value=\"all\" checked>all states</label></td>"
                + "<td></td>".repeat(CostReport.HEADINGS.size()) + "</tr>");
        for (int i = 0; i < ways.size(); i++) {
            CountedWay way = ways.get(i);
            String input = id + "-way-" + i;
            page.add("<tr><td><label><input type=\"radio\" name=\"" + id + "-way\" id=\"" + input + "\">"
                    + escaped(way.name()) + "</label></td>"
                    + way.cells().stream()
                            .map(cell -> "<td>" + escaped(cell) + "</td>")
                            .collect(Collectors.joining())
                    + "</tr>");
            page.style(rules(id, input, parts(id, outline, way)));
        }
        page.add("</table></div>");
    }

    private static String rules(String id, String input, Set<String> parts) {
        String chosen = "#" + id + ":has(#" + input + ":checked) ";
        String lit = chosen + ":is(" + String.join(", ", parts) + ")";
        return chosen + ".saga-picture :is(.states > .state, .edge, .undoes) { opacity: 0.22; }\n" + lit
                + " { opacity: 1 !important; }\n" + lit + " > .line { stroke-width: 3; }";
    }

    /** The ids of the states and edges on a way. */
    private static Set<String> parts(String id, Outline outline, CountedWay way) {
        Set<String> parts = new LinkedHashSet<>();
        for (int i = 0; i < way.steps().size(); i++) {
            CountedWay.Step step = way.steps().get(i);
            OutlineState state = outline.state(step.state().name(), java.util.OptionalInt.empty())
                    .orElseThrow();
            parts.add("#" + id + "-state-" + state.number());
            if (i + 1 < way.steps().size()) {
                String to = way.steps().get(i + 1).state().name();
                outline.edgesFrom(state.number()).stream()
                        .filter(edge -> outline.state(edge.to()).name().equals(to)
                                && (edge.kind() == OutlineEdge.Kind.CATCH) == step.failed())
                        .findFirst()
                        .ifPresent(edge -> parts.add("#" + id + "-edge-" + edge.number()));
            }
        }
        return parts;
    }
}
