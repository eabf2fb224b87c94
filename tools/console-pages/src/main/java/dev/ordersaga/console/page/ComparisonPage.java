package dev.ordersaga.console.page;

import dev.ordersaga.console.html.Html;
import dev.ordersaga.console.live.SeenRun;
import dev.ordersaga.view.StateVisit;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Two runs side by side: where they went the same way, and where they parted. */
final class ComparisonPage {

    private final Links links;
    private final PageFrame frame;
    private final Drawings drawings;

    ComparisonPage(Links links, PageFrame frame, Drawings drawings) {
        this.links = links;
        this.frame = frame;
        this.drawings = drawings;
    }

    Html show(SeenRun left, SeenRun right) {
        boolean same = left.machine().definition().equals(right.machine().definition());
        Html content = Html.of(
                """
                <h1>Side by side</h1>
                {}
                <div class="sides">{}{}</div>
                {}
                """,
                same
                        ? Html.nothing()
                        : Html.of(
                                "<p class=\"hint\">They run different definitions: a state is the same where it has the same name.</p>"),
                side(left, "left-"),
                side(right, "right-"),
                table(left, right));
        return frame.page(
                "Side by side",
                List.of(
                        new PageFrame.Crumb("State machines", links.machines()),
                        new PageFrame.Crumb(
                                left.machine().name(),
                                links.machine(left.details().machineArn())),
                        new PageFrame.Crumb("Side by side", "")),
                content,
                List.of("page.js", "run.js"));
    }

    private Html side(SeenRun run, String prefix) {
        String name = run.details().summary().name();
        return Html.of(
                """
                <section class="run" data-run="{}" data-csrf="" data-faults="" aria-label="{}">
                <div class="head"><h2><a href="{}">{}</a></h2>{}</div>
                <div class="board"><div class="panel player"><p class="hint wait">Reading the history…</p></div>
                <div class="panel graph"><div class="drawing" tabindex="0" role="region" aria-label="The state machine of {}">{}</div></div>
                <div class="panel detail"><div class="state-detail"></div></div></div>
                </section>
                """,
                links.run(run.details().summary().arn()),
                name,
                links.run(run.details().summary().arn()),
                name,
                RunPage.facts(run.details()),
                name,
                drawings.of(run.machine().definition(), run.outline(), prefix));
    }

    private static Html table(SeenRun left, SeenRun right) {
        List<String> names = new ArrayList<>(
                left.outline().states().stream().map(state -> state.name()).toList());
        right.outline().states().stream()
                .map(state -> state.name())
                .filter(name -> !names.contains(name))
                .forEach(names::add);
        List<Html> rows = new ArrayList<>();
        for (String name : names) {
            Stand here = stand(left, name);
            Stand there = stand(right, name);
            if (here.visits() + there.visits() > 0) {
                boolean differ = !here.status().equals(there.status()) || here.visits() != there.visits();
                rows.add(Html.of(
                        "<tr><th scope=\"row\">{}</th><td>{}</td><td class=\"number\">{}</td><td>{}</td><td class=\"number\">{}</td><td>{}</td></tr>",
                        name,
                        here.shown(),
                        here.took(),
                        there.shown(),
                        there.took(),
                        differ ? Html.of("<strong>differs</strong>") : Html.text("same")));
            }
        }
        return Html.of(
                """
                <section class="panel"><h2>State by state</h2><div class="scroll" role="region" aria-label="State by state" tabindex="0"><table>
                <thead><tr><th scope="col">State</th><th scope="col">{}</th><th scope="col" class="number">Took</th><th scope="col">{}</th><th scope="col" class="number">Took</th><th scope="col">Difference</th></tr></thead>
                <tbody>{}</tbody></table></div></section>
                """, left.details().summary().name(), right.details().summary().name(), rows);
    }

    private static Stand stand(SeenRun run, String name) {
        return run.outline().states().stream()
                .filter(state -> state.name().equals(name))
                .findFirst()
                .map(state -> {
                    List<StateVisit> visits = run.view().visitsTo(state.number());
                    Duration took = visits.stream()
                            .filter(visit -> visit.ended().isPresent())
                            .map(visit -> Duration.between(
                                    visit.entered(), visit.ended().orElseThrow()))
                            .reduce(Duration.ZERO, Duration::plus);
                    return new Stand(
                            run.view().state(state.number()).status().name(),
                            visits.size(),
                            visits.isEmpty() ? "" : Words.duration(took));
                })
                .orElse(new Stand("NEVER_ENTERED", 0, ""));
    }

    private record Stand(String status, int visits, String took) {

        Html shown() {
            return Html.of(
                    "<span class=\"status\" data-status=\"{}\">{}</span>{}",
                    status,
                    RunPage.words(status),
                    visits > 1 ? " × " + visits : "");
        }
    }

    /** The two ARNs of {@code ?run=…&run=…}; empty where there are not two. */
    static Optional<List<String>> chosen(String query) {
        List<String> runs = new ArrayList<>();
        for (String pair : query.split("&", -1)) {
            if (pair.startsWith("run=")) {
                runs.add(java.net.URLDecoder.decode(pair.substring(4), java.nio.charset.StandardCharsets.UTF_8));
            }
        }
        return runs.size() == 2 ? Optional.of(runs) : Optional.empty();
    }
}
