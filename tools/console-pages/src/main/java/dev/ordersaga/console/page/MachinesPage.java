package dev.ordersaga.console.page;

import dev.ordersaga.console.endpoint.EndpointStateMachines;
import dev.ordersaga.console.endpoint.ListPart;
import dev.ordersaga.console.endpoint.StateMachineSummary;
import dev.ordersaga.console.html.Html;
import dev.ordersaga.console.web.BrowserRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The first page: the state machines there are. */
final class MachinesPage {

    private static final int MAX_PARTS = 10;

    private final Links links;
    private final PageFrame frame;
    private final EndpointStateMachines machines;

    MachinesPage(Links links, PageFrame frame, EndpointStateMachines machines) {
        this.links = links;
        this.frame = frame;
        this.machines = machines;
    }

    Html show(BrowserRequest request) {
        String search = request.parameter("search").orElse("");
        List<StateMachineSummary> all = new ArrayList<>();
        Optional<String> from = request.parameter("from");
        int parts = 0;
        do {
            ListPart<StateMachineSummary> part = machines.list(from);
            all.addAll(part.items());
            from = part.next();
            parts++;
        } while (from.isPresent() && parts < MAX_PARTS && !search.isEmpty());
        List<StateMachineSummary> found = all.stream()
                .filter(machine -> machine.name().toLowerCase(Locale.ROOT).contains(search.toLowerCase(Locale.ROOT)))
                .toList();
        Html content = Html.of(
                """
                <h1>State machines</h1>
                <form class="filter" method="get" action="{}" role="search">
                <label>Search by name <input type="search" name="search" value="{}" autocomplete="off"></label>
                <button>Search</button>
                </form>
                <div id="list" data-live="{}">{}{}</div>
                """,
                links.machines(),
                search,
                links.base() + "/live",
                found.isEmpty() ? empty(search) : table(found),
                from.map(next -> Html.of(
                                "<p class=\"pages\"><a rel=\"next\" href=\"{}\">More</a></p>",
                                Links.with(links.machines(), Map.of("from", next, "search", search))))
                        .orElse(Html.nothing()));
        return frame.page("State machines", List.of(), content, List.of("page.js", "list.js"));
    }

    private static Html empty(String search) {
        return search.isEmpty()
                ? Html.of(
                        "<p class=\"empty\">There is no state machine here yet. This page shows it as soon as there is.</p>")
                : Html.of("<p class=\"empty\">No state machine has “{}” in its name.</p>", search);
    }

    private Html table(List<StateMachineSummary> found) {
        List<Html> rows = found.stream()
                .map(machine -> Html.of(
                        """
                        <tr><th scope="row"><a href="{}">{}</a></th><td>{}</td><td>{}</td><td><a href="{}">Definition<span class="unseen"> of {}</span></a></td></tr>
                        """,
                        links.machine(machine.arn()),
                        machine.name(),
                        machine.express() ? "Express" : "Standard",
                        Words.time(machine.created()),
                        links.definition(machine.arn()),
                        machine.name()))
                .toList();
        return Html.of("""
                <div class="scroll" role="region" aria-label="State machines" tabindex="0"><table class="list">
                <thead><tr><th scope="col">Name</th><th scope="col">Type</th><th scope="col">Created</th><th scope="col">Definition</th></tr></thead>
                <tbody>{}</tbody>
                </table></div>
                """, rows);
    }
}
