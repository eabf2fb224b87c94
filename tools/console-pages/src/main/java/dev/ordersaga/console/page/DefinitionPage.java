package dev.ordersaga.console.page;

import dev.ordersaga.analysis.Outline;
import dev.ordersaga.analysis.OutlineState;
import dev.ordersaga.console.endpoint.StateMachineText;
import dev.ordersaga.console.html.Html;
import dev.ordersaga.linter.Finding;
import dev.ordersaga.linter.SagaLinter;
import dev.ordersaga.linter.cost.WayCost;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** A definition: its graph, what the linter finds at its states, what each way costs, and the text itself. */
final class DefinitionPage {

    private final Links links;
    private final PageFrame frame;
    private final Drawings drawings;

    DefinitionPage(Links links, PageFrame frame, Drawings drawings) {
        this.links = links;
        this.frame = frame;
        this.drawings = drawings;
    }

    Html show(StateMachineText machine) {
        Outline outline = Outline.of(machine.definition());
        List<Finding> findings = SagaLinter.lint(machine.definition());
        Html content = Html.of(
                """
                <div class="head"><h1>{}: definition</h1><p class="facts"><span>{} states</span> <span>since {}</span></p></div>
                <div class="board" data-definition>
                <section class="panel graph" aria-labelledby="graph-title"><h2 id="graph-title">Graph</h2>
                <div class="drawing" tabindex="0" role="region" aria-label="The state machine">{}</div></section>
                <div class="side"><section class="panel detail" aria-labelledby="findings-title"><h2 id="findings-title">Findings</h2>{}</section></div>
                </div>
                <section class="panel" aria-labelledby="ways-title"><h2 id="ways-title">What each way costs</h2>{}</section>
                <section class="panel" aria-labelledby="text-title"><h2 id="text-title">Definition</h2>{}</section>
                """,
                machine.name(),
                outline.states().size(),
                Words.time(machine.since()),
                drawings.of(machine.definition(), outline, ""),
                findings(outline, findings),
                ways(outline),
                RunPage.json("The definition", Optional.of(machine.definition())));
        return frame.page(
                machine.name() + ": definition",
                List.of(
                        new PageFrame.Crumb("State machines", links.machines()),
                        new PageFrame.Crumb(machine.name(), links.machine(machine.arn())),
                        new PageFrame.Crumb("Definition", "")),
                content,
                List.of("page.js", "definition.js"));
    }

    private static Html findings(Outline outline, List<Finding> findings) {
        if (findings.isEmpty()) {
            return Html.of("<p class=\"hint\">The linter finds nothing.</p>");
        }
        List<Html> items = findings.stream()
                .map(finding -> {
                    Optional<OutlineState> state = state(outline, finding.pointer());
                    return Html.of(
                            "<li class=\"finding\" data-severity=\"{}\" data-at=\"{}\"><strong>{}</strong> <span class=\"mono\">{}</span> {}<p>{}</p></li>",
                            finding.severity().name(),
                            state.map(at -> Integer.toString(at.number())).orElse(""),
                            finding.severity().name().toLowerCase(Locale.ROOT),
                            finding.rule(),
                            state.map(at -> Html.of("at {}", at.name())).orElse(Html.nothing()),
                            finding.message());
                })
                .toList();
        return Html.of("<ul class=\"findings\">{}</ul>", items);
    }

    /** The innermost state that a pointer goes through. */
    private static Optional<OutlineState> state(Outline outline, String pointer) {
        String[] parts = pointer.split("/", -1);
        Optional<OutlineState> found = Optional.empty();
        for (int i = 0; i + 1 < parts.length; i++) {
            if (parts[i].equals("States")) {
                String name = parts[i + 1].replace("~1", "/").replace("~0", "~");
                found = outline.states().stream()
                        .filter(state -> state.name().equals(name))
                        .findFirst()
                        .or(() -> Optional.empty());
            }
        }
        return found;
    }

    private static Html ways(Outline outline) {
        List<WayCost> ways;
        try {
            ways = WayCost.of(outline.definition());
        } catch (IllegalArgumentException e) {
            return Html.of(
                    "<p class=\"hint\">The ways through this machine are not counted: {}.</p>",
                    String.valueOf(e.getMessage()));
        }
        List<Html> rows = ways.stream()
                .map(way -> Html.of(
                        "<tr data-way=\"{}\"><th scope=\"row\"><button type=\"button\" class=\"plain\">{}</button></th><td class=\"number\">{}</td><td class=\"number\">{}</td><td class=\"number\">{}{}</td></tr>",
                        String.join("\n", way.states()),
                        way.name(),
                        way.transitions(),
                        String.format(Locale.ROOT, "%.0f", way.dollarsAMillion()),
                        Words.duration(Duration.ofMillis((long) (way.worstSeconds() * 1000))),
                        way.orMore() ? " or more" : ""))
                .toList();
        return Html.of("""
                <p class="hint">Of Step Functions alone, at us-east-1's list price; functions, tables and logs come on top. Choose a way to see it in the graph.</p>
                <div class="scroll" role="region" aria-label="Ways" tabindex="0"><table>
                <thead><tr><th scope="col">Way</th><th scope="col" class="number">Transitions</th><th scope="col" class="number">US dollars a million</th><th scope="col" class="number">At worst</th></tr></thead>
                <tbody>{}</tbody></table></div>
                """, rows);
    }
}
