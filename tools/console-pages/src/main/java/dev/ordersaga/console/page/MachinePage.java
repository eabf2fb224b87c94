package dev.ordersaga.console.page;

import dev.ordersaga.console.endpoint.EndpointExecutions;
import dev.ordersaga.console.endpoint.EndpointStateMachines;
import dev.ordersaga.console.endpoint.ExecutionSummary;
import dev.ordersaga.console.endpoint.ListPart;
import dev.ordersaga.console.endpoint.RunStatus;
import dev.ordersaga.console.endpoint.StateMachineText;
import dev.ordersaga.console.html.Html;
import dev.ordersaga.console.web.BrowserRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** A state machine's executions, newest first: by status, by a part of the name, page by page. */
final class MachinePage {

    /** How many executions a search looks through at most: ListExecutions has no search of its own. */
    private static final int MAX_SEARCHED = 10_000;

    private static final int MAX_PART_SIZE = 1000;
    private static final int USUAL_PART = 100;

    private final Links links;
    private final PageFrame frame;
    private final EndpointStateMachines machines;
    private final EndpointExecutions executions;
    private final boolean mayStart;

    MachinePage(
            Links links,
            PageFrame frame,
            EndpointStateMachines machines,
            EndpointExecutions executions,
            boolean mayStart) {
        this.links = links;
        this.frame = frame;
        this.machines = machines;
        this.executions = executions;
        this.mayStart = mayStart;
    }

    Html show(String arn, BrowserRequest request) {
        StateMachineText machine = machines.describe(arn);
        Optional<RunStatus> status = request.parameter("status").flatMap(RunStatus::of);
        String search = request.parameter("search").orElse("");
        int size = (int) Math.max(1, Math.min(MAX_PART_SIZE, request.number("size", USUAL_PART)));
        Optional<String> from = request.parameter("from");
        Found found =
                machine.express() ? new Found(List.of(), Optional.empty(), 0) : found(arn, status, search, size, from);
        Html content = Html.of(
                """
                <div class="head"><h1>{}</h1><p class="actions">{}<a class="button" href="{}">Definition</a></p></div>
                {}
                """,
                machine.name(),
                mayStart
                        ? Html.of("<a class=\"button primary\" href=\"{}\">Start an execution</a>", links.start(arn))
                        : "",
                links.definition(arn),
                machine.express()
                        ? Html.of("<p class=\"empty\">An Express machine keeps no list of its executions.</p>")
                        : list(arn, status, search, size, found, from));
        return frame.page(
                machine.name(),
                List.of(
                        new PageFrame.Crumb("State machines", links.machines()),
                        new PageFrame.Crumb(machine.name(), "")),
                content,
                List.of("page.js", "list.js"));
    }

    private Found found(String arn, Optional<RunStatus> status, String search, int size, Optional<String> from) {
        if (search.isEmpty()) {
            ListPart<ExecutionSummary> part = executions.list(arn, status, size, from);
            return new Found(part.items(), part.next(), 0);
        }
        String wanted = search.toLowerCase(Locale.ROOT);
        List<ExecutionSummary> found = new ArrayList<>();
        Optional<String> next = from;
        int looked = 0;
        do {
            ListPart<ExecutionSummary> part = executions.list(arn, status, MAX_PART_SIZE, next);
            part.items().stream()
                    .filter(each -> each.name().toLowerCase(Locale.ROOT).contains(wanted))
                    .forEach(found::add);
            looked += part.items().size();
            next = part.next();
        } while (next.isPresent() && looked < MAX_SEARCHED && found.size() < size);
        return new Found(found, next, looked);
    }

    private Html list(
            String arn, Optional<RunStatus> status, String search, int size, Found found, Optional<String> from) {
        String sizeText = size == USUAL_PART ? "" : Integer.toString(size);
        String statusText = status.map(RunStatus::name).orElse("");
        boolean newest = from.isEmpty() && search.isEmpty();
        return Html.of(
                """
                <form class="filter" method="get" action="{}" role="search">
                <label>Search by name <input type="search" name="search" value="{}" autocomplete="off"></label>
                <label>Status <select name="status"><option value="">any</option>{}</select></label>
                <label>Rows <select name="size">{}</select></label>
                <button>Show</button>
                </form>
                <div id="list"{}>{}{}</div>
                <form id="beside" class="filter" method="get" action="{}">
                <p class="hint">Choose two executions to see them side by side.</p>
                <button disabled>Compare</button>
                </form>
                """,
                links.machine(arn),
                search,
                java.util.Arrays.stream(RunStatus.values())
                        .map(each -> option(each.name(), each.words(), statusText))
                        .toList(),
                List.of("100", "500", "1000").stream()
                        .map(each -> option(each, each, Integer.toString(size)))
                        .toList(),
                newest
                        ? Html.of(
                                " data-live=\"{}\"",
                                Links.with(
                                        links.machine(arn) + "/live", Map.of("status", statusText, "size", sizeText)))
                        : Html.nothing(),
                found.executions().isEmpty() ? empty(search, status) : table(found.executions()),
                pages(arn, statusText, search, sizeText, found, from),
                links.base() + "/beside");
    }

    private static Html option(String value, String words, String chosen) {
        return value.equals(chosen)
                ? Html.of("<option value=\"{}\" selected>{}</option>", value, words)
                : Html.of("<option value=\"{}\">{}</option>", value, words);
    }

    private static Html empty(String search, Optional<RunStatus> status) {
        if (!search.isEmpty()) {
            return Html.of("<p class=\"empty\">No execution has “{}” in its name.</p>", search);
        }
        return status.map(only -> Html.of("<p class=\"empty\">No execution is {}.</p>", only.words()))
                .orElseGet(
                        () -> Html.of(
                                "<p class=\"empty\">Nothing has been executed yet. This page shows an execution as soon as there is one.</p>"));
    }

    private Html table(List<ExecutionSummary> found) {
        List<Html> rows = found.stream()
                .map(each -> Html.of(
                        """
                        <tr><td>{}</td><th scope="row"><a href="{}">{}</a></th><td>{}</td><td class="number">{}</td><td><input type="checkbox" form="beside" name="run" value="{}" aria-label="Compare {}"></td></tr>
                        """,
                        Words.status(each.status()),
                        links.run(each.arn()),
                        each.name(),
                        Words.time(each.started()),
                        Words.duration(each.started(), each.stopped()),
                        each.arn(),
                        each.name()))
                .toList();
        return Html.of("""
                <div class="scroll" role="region" aria-label="Executions" tabindex="0"><table class="list">
                <thead><tr><th scope="col">Status</th><th scope="col">Name</th><th scope="col">Started</th><th scope="col" class="number">Took</th><th scope="col">Compare</th></tr></thead>
                <tbody>{}</tbody>
                </table></div>
                """, rows);
    }

    private Html pages(String arn, String status, String search, String size, Found found, Optional<String> from) {
        Map<String, String> same = Map.of("status", status, "search", search, "size", size);
        Html newest = from.isPresent()
                ? Html.of("<a href=\"{}\">Newest</a>", Links.with(links.machine(arn), same))
                : Html.nothing();
        Html older = found.next()
                .map(next -> Html.of(
                        "<a rel=\"next\" href=\"{}\">Older</a>",
                        Links.with(
                                links.machine(arn),
                                Map.of("status", status, "search", search, "size", size, "from", next))))
                .orElse(Html.nothing());
        Html looked = found.looked() > 0 ? Html.of("<span>{} looked through</span>", found.looked()) : Html.nothing();
        return Html.of(
                "<p class=\"pages\"><span>{} shown</span>{}{}{}</p>",
                found.executions().size(),
                looked,
                newest,
                older);
    }

    private record Found(List<ExecutionSummary> executions, Optional<String> next, int looked) {}
}
