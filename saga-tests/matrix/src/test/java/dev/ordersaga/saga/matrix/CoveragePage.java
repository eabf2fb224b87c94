package dev.ordersaga.saga.matrix;

import static dev.ordersaga.drawing.StandalonePage.escaped;

import dev.ordersaga.analysis.Outline;
import dev.ordersaga.analysis.OutlineEdge;
import dev.ordersaga.asl.Transition;
import dev.ordersaga.drawing.Marks;
import dev.ordersaga.drawing.Picture;
import dev.ordersaga.drawing.StandalonePage;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/** What a matrix visited, drawn: how often each state was entered and each edge was gone, and what never was. */
final class CoveragePage {

    private static final String STYLE = """
            .saga-picture .badge { fill: var(--good-edge); }
            .saga-picture .is-missed > .badge { fill: var(--bad-edge); }
            .saga-picture .is-missed > .shape { stroke: var(--bad-edge); stroke-width: 3; stroke-dasharray: 3 3; }
            .saga-picture .is-missed > .line { stroke: var(--bad-edge); stroke-width: 4; stroke-dasharray: 2 6; }
            tr.is-missed td { color: var(--wrong); font-weight: 600; }""";

    private final StandalonePage page = new StandalonePage("What the fault matrix visited");
    private int sagas;

    CoveragePage() {
        page.style(STYLE);
        page.add(StandalonePage.legend());
    }

    /**
     * Adds a saga.
     *
     * @param definition what was run
     */
    CoveragePage add(String name, String definition, Coverage coverage) {
        Outline outline = Outline.of(definition);
        Map<String, Long> visits = coverage.visits();
        String id = "saga-" + sagas++;
        page.add("<section>\n<h2>the " + escaped(name.toLowerCase(Locale.ROOT)) + " saga</h2>\n<p>visited "
                + escaped(coverage.summary()) + "</p>\n<div class=\"side-by-side\"><figure>"
                + Picture.of(outline).svg(id + "-", marks(outline, visits))
                + "</figure>\n<div class=\"table\"><table>");
        page.add("<tr><th scope=\"col\">state, edge or retrier</th><th scope=\"col\">visits</th></tr>");
        visits.forEach((what, count) -> page.add("<tr" + (count == 0 ? " class=\"is-missed\"" : "") + "><td>"
                + escaped(what) + (count == 0 ? ", never" : "") + "</td><td>" + String.format(Locale.ROOT, "%,d", count)
                + "</td></tr>"));
        page.add("</table></div></div>\n</section>");
        return this;
    }

    String html() {
        return page.html();
    }

    private static Marks marks(Outline outline, Map<String, Long> visits) {
        Map<Integer, Marks.Mark> states = new HashMap<>();
        outline.states().forEach(state -> {
            long count = visits.getOrDefault(state.name(), 0L);
            states.put(state.number(), mark(count, count == 0, brief(count)));
        });
        Map<Integer, Marks.Mark> edges = new HashMap<>();
        outline.edges().forEach(edge -> {
            List<Long> counts = edge.transitions().stream()
                    .map(transition -> visits.get(name(outline, edge, transition)))
                    .filter(Objects::nonNull)
                    .toList();
            // A Pass has no edge that the matrix counts.
            if (!counts.isEmpty()) {
                edges.put(
                        edge.number(),
                        mark(counts.stream().mapToLong(Long::longValue).sum(), counts.contains(0L), ""));
            }
        });
        return new Marks(states, edges);
    }

    private static Marks.Mark mark(long count, boolean missed, String badge) {
        return new Marks.Mark(
                missed ? "is-missed" : "is-taken", badge, String.format(Locale.ROOT, "visited %,d times", count));
    }

    /** As {@link Coverage} calls it. */
    private static String name(Outline outline, OutlineEdge edge, Transition transition) {
        String index = transition.pointer().substring(transition.pointer().lastIndexOf('/') + 1);
        String how = switch (transition.kind()) {
            case NEXT -> "Next";
            case CHOICE -> "Choices[" + index + "]";
            case DEFAULT -> "Default";
            case CATCH -> "Catch[" + index + "]";
        };
        return outline.state(edge.from()).name() + " " + how + " -> " + transition.to();
    }

    private static String brief(long count) {
        if (count < 1_000) {
            return Long.toString(count);
        }
        return count < 1_000_000
                ? String.format(Locale.ROOT, "%.0fk", count / 1e3)
                : String.format(Locale.ROOT, "%.1fM", count / 1e6);
    }
}
