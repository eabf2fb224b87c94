package dev.ordersaga.console.page;

import dev.ordersaga.console.endpoint.StepFunctionsEndpoint;
import dev.ordersaga.console.html.Html;
import java.util.ArrayList;
import java.util.List;

/** What stands around every page: its head, the way to the other pages, the place where news are told. */
final class PageFrame {

    private final Links links;
    private final StepFunctionsEndpoint endpoint;

    PageFrame(Links links, StepFunctionsEndpoint endpoint) {
        this.links = links;
        this.endpoint = endpoint;
    }

    /**
     * A whole page.
     *
     * @param title what the page shows, in a few words
     * @param path where the page stands, from the outside in
     * @param modules the browser modules that it needs
     */
    Html page(String title, List<Crumb> path, Html content, List<String> modules) {
        List<Html> scripts = new ArrayList<>();
        for (String module : modules) {
            scripts.add(Html.of("<script type=\"module\" src=\"{}\"></script>\n", links.asset(module)));
        }
        return Html.of(
                """
                <!doctype html>
                <html lang="en">
                <head>
                <meta charset="utf-8">
                <meta name="viewport" content="width=device-width, initial-scale=1">
                <meta name="color-scheme" content="light dark">
                <title>{} · {}</title>
                <link rel="icon" href="{}" type="image/svg+xml">
                <link rel="stylesheet" href="{}">
                <link rel="stylesheet" href="{}">
                <link rel="stylesheet" href="{}">
                {}</head>
                <body>
                <a class="skip" href="#content">Skip to the content</a>
                <header class="top">
                <a class="brand" href="{}"><span class="mark" aria-hidden="true"></span>Console</a>
                <span class="endpoint" title="The endpoint that is shown">{}</span>
                <nav aria-label="Pages"><ul>{}</ul></nav>
                </header>
                <div id="away" class="away" role="status" aria-live="polite"></div>
                <main id="content" tabindex="-1">
                {}
                {}
                </main>
                <footer class="bottom">{}</footer>
                </body>
                </html>
                """,
                title,
                endpoint.title(),
                links.asset("icon.svg"),
                links.asset("console.css"),
                links.asset("picture.css"),
                links.asset("graph.css"),
                scripts,
                links.machines(),
                endpoint.title(),
                navigation(),
                crumbs(path),
                content,
                endpoint.changes().isPresent()
                        ? "Times are in your own zone; point at one for the exact time."
                        : "Read-only: started without --allow-changes. Times are in your own zone; point at one for the exact time.");
    }

    private List<Html> navigation() {
        List<Html> items = new ArrayList<>();
        items.add(Html.of("<li><a href=\"{}\">State machines</a></li>", links.machines()));
        endpoint.publications()
                .ifPresent(any -> items.add(Html.of("<li><a href=\"{}\">Events</a></li>", links.events())));
        endpoint.faults().ifPresent(any -> items.add(Html.of("<li><a href=\"{}\">Faults</a></li>", links.faults())));
        return items;
    }

    private static Html crumbs(List<Crumb> path) {
        if (path.isEmpty()) {
            return Html.nothing();
        }
        List<Html> items = path.stream()
                .map(crumb -> crumb.address().isEmpty()
                        ? Html.of("<li aria-current=\"page\">{}</li>", crumb.name())
                        : Html.of("<li><a href=\"{}\">{}</a></li>", crumb.address(), crumb.name()))
                .toList();
        return Html.of("<nav class=\"crumbs\" aria-label=\"Breadcrumb\"><ol>{}</ol></nav>", items);
    }

    /**
     * A step of the way to a page.
     *
     * @param address empty for the page itself
     */
    record Crumb(String name, String address) {}
}
