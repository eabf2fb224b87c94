package dev.ordersaga.console.page;

import dev.ordersaga.console.endpoint.Publications;
import dev.ordersaga.console.html.Html;
import dev.ordersaga.console.web.BrowserRequest;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What was published last on event buses and topics. */
final class PublicationsPage {

    private static final int MAX_PUBLICATIONS = 1000;
    private static final int SHOWN = 200;

    private final Links links;
    private final PageFrame frame;
    private final Publications publications;

    PublicationsPage(Links links, PageFrame frame, Publications publications) {
        this.links = links;
        this.frame = frame;
        this.publications = publications;
    }

    Html show(BrowserRequest request) {
        String search = request.parameter("search").orElse("");
        String wanted = search.toLowerCase(Locale.ROOT);
        List<Publications.Publication> all = publications.newest(MAX_PUBLICATIONS);
        List<Publications.Publication> found = all.stream()
                .filter(each -> (each.detailType() + " " + each.bus() + " " + each.source() + " " + each.detail())
                        .toLowerCase(Locale.ROOT)
                        .contains(wanted))
                .limit(SHOWN)
                .toList();
        Html content = Html.of(
                """
                <h1>Published events</h1>
                <form class="filter" method="get" action="{}" role="search">
                <label>Search in all of it <input type="search" name="search" value="{}" autocomplete="off"></label><button>Search</button></form>
                <div id="list" data-live="{}">{}<p class="pages"><span>{} shown of the last {}</span></p></div>
                """,
                links.events(),
                search,
                links.events() + "/live",
                found.isEmpty()
                        ? Html.of(
                                "<p class=\"empty\">Nothing has been published{}.</p>",
                                search.isEmpty() ? " yet" : " with that in it")
                        : table(found),
                found.size(),
                all.size());
        return frame.page("Published events", List.of(), content, List.of("page.js", "list.js", "folds.js"));
    }

    private static Html table(List<Publications.Publication> found) {
        List<Html> rows = found.stream()
                .map(each -> Html.of(
                        "<tr><td>{}</td><th scope=\"row\">{}</th><td>{}</td><td>{}</td><td class=\"wide\">{}</td></tr>",
                        Words.time(each.time()),
                        each.detailType().isEmpty() ? "(no type)" : each.detailType(),
                        each.bus(),
                        each.source(),
                        RunPage.json("Detail of event " + each.id(), Optional.of(each.detail()))))
                .toList();
        return Html.of("""
                <div class="scroll" role="region" aria-label="Published events" tabindex="0"><table class="list">
                <thead><tr><th scope="col">Time</th><th scope="col">Type</th><th scope="col">Bus or topic</th><th scope="col">Source</th><th scope="col">Detail</th></tr></thead>
                <tbody>{}</tbody></table></div>
                """, rows);
    }
}
