package dev.ordersaga.console.page;

import dev.ordersaga.console.endpoint.EndpointAway;
import dev.ordersaga.console.endpoint.EndpointRefused;
import dev.ordersaga.console.endpoint.RunStatus;
import dev.ordersaga.console.endpoint.StepFunctionsEndpoint;
import dev.ordersaga.console.html.Html;
import dev.ordersaga.console.live.ChangedList;
import dev.ordersaga.console.live.Pulse;
import dev.ordersaga.console.web.Assets;
import dev.ordersaga.console.web.BrowserAnswer;
import dev.ordersaga.console.web.BrowserRequest;
import dev.ordersaga.console.web.Gatekeeper;
import java.util.List;
import java.util.Optional;

/**
 * The console, for any server: takes a browser's request and gives the answer to it. Never throws for a request, however it is made. An
 * answer may have to wait for the endpoint.
 */
public final class Console implements AutoCloseable {

    private static final List<String> ASSETS =
            List.of("console.css", "icon.svg", "page.js", "list.js", "graph.js", "json.js", "run.js");

    private final StepFunctionsEndpoint endpoint;
    private final Gatekeeper gatekeeper;
    private final Assets assets;
    private final Links links;
    private final Frame frame;
    private final Pulse pulse;

    /**
     * Starts no thread and asks nothing yet.
     *
     * @param base the path under which the console stands, such as {@code /_local/console}; empty for the server's root
     */
    public Console(String base, StepFunctionsEndpoint endpoint, Gatekeeper gatekeeper) {
        this.endpoint = endpoint;
        this.gatekeeper = gatekeeper;
        this.assets = new Assets("META-INF/resources/console/", ASSETS);
        this.links = new Links(base, base + "/assets/" + assets.version());
        this.frame = new Frame(links, endpoint);
        this.pulse = new Pulse(endpoint.every());
    }

    /** The answer to a request whose path stands below the console's base. */
    public BrowserAnswer answer(BrowserRequest request) {
        try {
            Optional<String> refusal = gatekeeper.refusal(request);
            if (refusal.isPresent()) {
                return failure(403, "Refused", refusal.get());
            }
            return switch (request.method()) {
                case "GET", "HEAD" -> shown(request);
                case "POST" -> failure(404, "Not found", "There is nothing to be done at this address.");
                default -> failure(405, "Not allowed", "The console knows GET and POST.");
            };
        } catch (EndpointRefused e) {
            return failure(
                    e.isMissing() ? 404 : 400, e.isMissing() ? "Not found" : "Refused", endpoint.title() + " says " + e.code() + ": " + e.words());
        } catch (EndpointAway e) {
            return away(e);
        } catch (IllegalArgumentException e) {
            return failure(400, "Not understood", "This address or form cannot be read.");
        }
    }

    @Override
    public void close() {
        pulse.close();
    }

    private BrowserAnswer shown(BrowserRequest request) {
        List<String> path = request.segments();
        if (path.isEmpty()) {
            return BrowserAnswer.page(200, new MachinesPage(links, frame, endpoint.machines()).show(request));
        }
        if (path.size() == 3 && path.get(0).equals("assets")) {
            return assets.answer(path.get(2)).orElseGet(this::nowhere);
        }
        if (path.equals(List.of("live"))) {
            return live(new ChangedList(() -> endpoint.machines().list(Optional.empty())));
        }
        if (path.get(0).equals("machines")) {
            return machine(path, request);
        }
        return nowhere();
    }

    private BrowserAnswer machine(List<String> path, BrowserRequest request) {
        if (path.size() == 2) {
            return BrowserAnswer.page(
                    200,
                    new MachinePage(links, frame, endpoint.machines(), endpoint.executions(), endpoint.changes().isPresent())
                            .show(path.get(1), request));
        }
        if (path.size() == 3 && path.get(2).equals("live")) {
            Optional<RunStatus> status = request.parameter("status").flatMap(RunStatus::of);
            int size = (int) Math.max(1, Math.min(1000, request.number("size", 100)));
            return live(new ChangedList(() -> endpoint.executions().list(path.get(1), status, size, Optional.empty())));
        }
        return nowhere();
    }

    private BrowserAnswer live(ChangedList list) {
        return BrowserAnswer.events(stream -> pulse.feed(stream, list));
    }

    private BrowserAnswer nowhere() {
        return failure(404, "Not found", "There is no page at this address.");
    }

    private BrowserAnswer away(EndpointAway e) {
        Html content = Html.of(
                """
                <h1>{} is away</h1>
                <p class="empty" data-retry>It does not answer: {}. This page comes by itself as soon as it does.</p>
                """,
                endpoint.title(),
                e.why());
        return BrowserAnswer.page(503, frame.page("Away", List.of(), content, List.of("page.js")));
    }

    private BrowserAnswer failure(int status, String title, String why) {
        Html content = Html.of(
                "<h1>{}</h1>\n<p class=\"empty\">{}</p>\n<p><a href=\"{}\">To the state machines</a></p>", title, why, links.machines());
        return BrowserAnswer.page(status, frame.page(title, List.of(), content, List.of("page.js")));
    }
}
