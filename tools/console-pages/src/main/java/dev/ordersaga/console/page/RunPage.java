package dev.ordersaga.console.page;

import dev.ordersaga.analysis.OutlineState;
import dev.ordersaga.console.endpoint.ExecutionDetails;
import dev.ordersaga.console.endpoint.StepFunctionsEndpoint;
import dev.ordersaga.console.html.Html;
import dev.ordersaga.console.live.SeenRun;
import dev.ordersaga.view.LeftOver;
import dev.ordersaga.view.StateStatus;
import dev.ordersaga.view.StateView;
import dev.ordersaga.view.Undoing;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;

/** One execution: its graph, its states, how it went, and what may be done with it. */
final class RunPage {

    private final Links links;
    private final PageFrame frame;
    private final StepFunctionsEndpoint endpoint;
    private final String csrf;
    private final Drawings drawings;

    RunPage(Links links, PageFrame frame, StepFunctionsEndpoint endpoint, String csrf, Drawings drawings) {
        this.links = links;
        this.frame = frame;
        this.endpoint = endpoint;
        this.csrf = csrf;
        this.drawings = drawings;
    }

    /** Draws what the page will show, while the history is still being read. */
    void draw(SeenRun run) {
        drawings.of(run.machine().definition(), run.outline(), "");
    }

    Html show(SeenRun run) {
        ExecutionDetails details = run.details();
        String name = details.summary().name();
        Html content = Html.of(
                """
                <div class="run" data-run="{}" data-csrf="{}" data-faults="{}" data-kinds="{}">
                <div class="head"><h1>{}</h1>{}{}</div>
                {}
                <div class="board">
                <section class="panel graph" aria-labelledby="graph-title"><h2 id="graph-title">Graph</h2>
                <div class="drawing" tabindex="0" role="region" aria-label="The state machine with how each state stands">{}</div>
                <div class="legend" aria-hidden="true">{}</div>
                </section>
                <div class="side">
                <section class="panel player" aria-labelledby="player-title"><h2 id="player-title">History</h2><p class="hint wait">Reading the history…</p></section>
                <section class="panel detail" aria-labelledby="detail-title"><h2 id="detail-title">States</h2>
                {}
                <div class="state-detail"></div></section>
                </div>
                </div>
                <section class="panel timeline" aria-labelledby="timeline-title"><h2 id="timeline-title">Timeline</h2><div class="bars"><p class="hint wait">Reading the history…</p></div></section>
                {}
                <section class="panel data" aria-labelledby="data-title"><h2 id="data-title">Input and output</h2>
                <div class="pair"><div><h3>Input</h3>{}</div><div><h3>Output</h3>{}</div></div></section>
                <section class="panel events" aria-labelledby="events-title"><h2 id="events-title">Events</h2><div class="rows"><p class="hint wait">Reading the history…</p></div></section>
                </div>
                """,
                links.run(details.summary().arn()),
                endpoint.changes().isPresent() ? csrf : "",
                endpoint.faults().isPresent() && endpoint.changes().isPresent() ? links.faults() : "",
                kinds(),
                name,
                facts(details),
                actions(run),
                error(details),
                drawings.of(run.machine().definition(), run.outline(), ""),
                legend(),
                states(run),
                undone(run),
                json("Input of the execution", details.input()),
                json("Output of the execution", details.output()));
        return frame.page(
                name + " · " + details.summary().status().words(),
                List.of(
                        new PageFrame.Crumb("State machines", links.machines()),
                        new PageFrame.Crumb(run.machine().name(), links.machine(details.machineArn())),
                        new PageFrame.Crumb(name, "")),
                content,
                List.of("page.js", "run.js"));
    }

    /** The kinds of faults, as JSON. */
    private String kinds() {
        ArrayNode kinds = JsonMapper.shared().createArrayNode();
        endpoint.faults()
                .ifPresent(faults -> faults.kinds()
                        .forEach(kind ->
                                kinds.addObject().put("name", kind.name()).put("meaning", kind.meaning())));
        return kinds.toString();
    }

    static Html facts(ExecutionDetails details) {
        return Html.of(
                "<p class=\"facts\"><span class=\"run-status\" role=\"status\">{}</span> <span>started {}</span> <span class=\"run-took\">{}{}</span></p>",
                Words.status(details.summary().status()),
                Words.time(details.summary().started()),
                details.summary().stopped().isPresent() ? "took " : "",
                Words.duration(details.summary().started(), details.summary().stopped()));
    }

    private Html actions(SeenRun run) {
        List<Html> actions = new ArrayList<>();
        String arn = run.details().summary().arn();
        actions.add(Html.of(
                "<a class=\"button\" href=\"{}\">Definition</a>",
                Links.with(links.definition(run.details().machineArn()), Map.of("execution", arn))));
        if (endpoint.changes().isPresent()) {
            actions.add(
                    Html.of("""
                    <form method="post" action="{}" class="stop" {}><input type="hidden" name="csrf" value="{}"><button class="danger">Stop</button></form>
                    """, links.run(arn) + "/stop", run.hasEnded() ? Html.of("hidden") : Html.nothing(), csrf));
            if (endpoint.redrives()) {
                actions.add(Html.of(
                        """
                        <form method="post" action="{}" class="redrive" {}><input type="hidden" name="csrf" value="{}"><button>Redrive</button></form>
                        """,
                        links.run(arn) + "/redrive",
                        run.details().redrivable() ? Html.nothing() : Html.of("hidden"),
                        csrf));
            }
            actions.add(Html.of(
                    "<a class=\"button\" href=\"{}\">Start again</a>",
                    Links.with(links.start(run.details().machineArn()), Map.of("like", arn))));
        }
        return Html.of("<div class=\"actions\">{}</div>", actions);
    }

    private static Html error(ExecutionDetails details) {
        if (details.error().isEmpty() && details.cause().isEmpty()) {
            return Html.of("<div class=\"run-error\"></div>");
        }
        return Html.of(
                "<div class=\"run-error\"><p class=\"error\"><strong>{}</strong> {}</p></div>",
                details.error().orElse("Failed"),
                details.cause().orElse(""));
    }

    private static List<Html> legend() {
        List<Html> items = new ArrayList<>();
        for (StateStatus status : StateStatus.values()) {
            items.add(Html.of(
                    "<span class=\"status\" data-status=\"{}\">{}</span>", status.name(), words(status.name())));
        }
        return items;
    }

    /** The drawing as text, for screen readers and before any script has run. */
    private static Html states(SeenRun run) {
        List<Html> rows = new ArrayList<>();
        for (OutlineState state : run.outline().states()) {
            StateView view = run.view().state(state.number());
            rows.add(Html.of(
                    """
                    <tr data-row="{}"><th scope="row"><a href="?state={}">{}</a></th><td>{}</td><td><span class="status" data-status="{}">{}</span></td></tr>
                    """,
                    state.number(),
                    state.number(),
                    state.name(),
                    state.node().type(),
                    view.status().name(),
                    words(view.status().name())));
        }
        return Html.of("""
                <details class="all-states"><summary>All {} states</summary>
                <div class="scroll" tabindex="0" role="region" aria-label="All states"><table><thead><tr><th scope="col">State</th><th scope="col">Type</th><th scope="col">Stands</th></tr></thead><tbody>{}</tbody></table></div></details>
                """, run.outline().states().size(), rows);
    }

    private static Html undone(SeenRun run) {
        List<Html> pairs = new ArrayList<>();
        for (Undoing undoing : run.view().undone()) {
            if (undoing.done() < run.view().visits().size()
                    && undoing.undo() < run.view().visits().size()) {
                pairs.add(Html.of(
                        "<li>{} <span class=\"by\">undone by</span> {} {}</li>",
                        name(run, run.view().visits().get(undoing.done()).state()),
                        name(run, run.view().visits().get(undoing.undo()).state()),
                        Words.time(undoing.at())));
            }
        }
        List<Html> left = run.view().leftOver().stream()
                .map(standing -> Html.of("<li>{}{}</li>", name(run, standing.state()), outlook(run, standing)))
                .toList();
        return Html.of(
                """
                <section class="panel undone" aria-labelledby="undone-title" {}><h2 id="undone-title">Undone, and left over</h2>
                <div class="pair"><div><h3>Undone</h3><ul class="undone-list">{}</ul></div><div><h3>Left over</h3><ul class="left-list">{}</ul></div></div></section>
                """,
                pairs.isEmpty() && left.isEmpty() ? Html.of("hidden") : Html.nothing(),
                pairs.isEmpty() ? List.of(Html.of("<li>nothing</li>")) : pairs,
                left.isEmpty() ? List.of(Html.of("<li>nothing</li>")) : left);
    }

    /** What is to become of what still stands, as {@code run.js} says it. */
    private static String outlook(SeenRun run, LeftOver standing) {
        return switch (standing.outlook()) {
            case STAYS -> "";
            case BEING_UNDONE ->
                ": being undone by " + name(run, standing.undo().orElseThrow());
            case TO_BE_UNDONE -> ": still to be undone";
        };
    }

    private static String name(SeenRun run, int state) {
        return run.outline().state(state).name();
    }

    /** A status of a state in words, as {@code graph.js} has them. */
    static String words(String status) {
        return switch (status) {
            case "ENTERED" -> "at work";
            case "RETRYING" -> "to be tried again";
            case "CAUGHT" -> "failed, caught";
            case "ABORTED" -> "given up";
            default -> status.toLowerCase(Locale.ROOT).replace('_', ' ');
        };
    }

    /**
     * JSON, which the browser folds.
     *
     * @param name what it is, told by a screen reader; no two of a page are the same
     */
    static Html json(String name, Optional<String> text) {
        return text.map(json -> Html.of(
                        "<pre class=\"json\" tabindex=\"0\" role=\"region\" aria-label=\"{}\" data-json>{}</pre>",
                        name,
                        json))
                .orElseGet(() -> Html.of("<p class=\"hint\">None yet.</p>"));
    }
}
