package dev.ordersaga.console.page;

import dev.ordersaga.console.endpoint.EndpointAway;
import dev.ordersaga.console.endpoint.EndpointRefused;
import dev.ordersaga.console.endpoint.InjectedFaults;
import dev.ordersaga.console.endpoint.Publications;
import dev.ordersaga.console.endpoint.RunStatus;
import dev.ordersaga.console.endpoint.StateMachineText;
import dev.ordersaga.console.endpoint.StepFunctionsEndpoint;
import dev.ordersaga.console.html.Html;
import dev.ordersaga.console.live.ChangedList;
import dev.ordersaga.console.live.Poller;
import dev.ordersaga.console.live.SeenRuns;
import dev.ordersaga.console.web.BrowserAnswer;
import dev.ordersaga.console.web.BrowserAssets;
import dev.ordersaga.console.web.BrowserRequest;
import dev.ordersaga.console.web.Gatekeeper;
import dev.ordersaga.drawing.Picture;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The console, for any server: takes a browser's request and gives the answer to it. Never throws for a request, however it is made. An
 * answer may have to wait for the endpoint.
 */
public final class Console implements AutoCloseable {

    private static final List<String> ASSETS = List.of(
            "console.css",
            "graph.css",
            "icon.svg",
            "attempts.js",
            "definition.js",
            "events.js",
            "folds.js",
            "graph.js",
            "history.js",
            "json.js",
            "list.js",
            "page.js",
            "player.js",
            "run.js",
            "timeline.js");

    private final StepFunctionsEndpoint endpoint;
    private final Gatekeeper gatekeeper;
    private final BrowserAssets assets;
    private final Links links;
    private final PageFrame frame;
    private final Poller pulse;
    private final Drawings drawings;
    private final SeenRuns seen;
    private final Runs runs;
    private final StartPage startPage;
    private final FormActions actions;

    /**
     * Starts no thread and asks nothing yet.
     *
     * @param base the path under which the console stands, such as {@code /_local/console}; empty for the server's root
     */
    public Console(String base, StepFunctionsEndpoint endpoint, Gatekeeper gatekeeper) {
        this.endpoint = endpoint;
        this.gatekeeper = gatekeeper;
        this.assets =
                new BrowserAssets("META-INF/resources/console/", ASSETS, Map.of("picture.css", Picture.stylesheet()));
        this.links = new Links(base, base + "/assets/" + assets.version());
        this.frame = new PageFrame(links, endpoint);
        this.pulse = new Poller(endpoint.every());
        this.drawings = new Drawings();
        this.seen = new SeenRuns(endpoint.executions(), InstantSource.system(), pulse::execute);
        this.runs = new Runs(seen, endpoint, pulse, new RunPage(links, frame, endpoint, gatekeeper.token(), drawings));
        this.startPage = new StartPage(links, frame, endpoint, gatekeeper.token());
        this.actions = new FormActions(links, endpoint, startPage);
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
                case "POST" -> done(request);
                default -> failure(405, "Not allowed", "The console knows GET and POST.");
            };
        } catch (EndpointRefused e) {
            return failure(
                    e.isMissing() ? 404 : 400,
                    e.isMissing() ? "Not found" : "Refused",
                    endpoint.title() + " says " + e.code() + ": " + e.words());
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

    private BrowserAnswer done(BrowserRequest request) {
        Map<String, String> form = request.form();
        if (!gatekeeper.isOurs(form)) {
            return failure(
                    403,
                    "Refused",
                    "This form is not of this console, or of one that has ended since. Go back, reload the page and try again.");
        }
        if (endpoint.changes().isEmpty()) {
            return failure(403, "Read-only", "This console changes nothing: it was started without --allow-changes.");
        }
        return actions.act(request, form)
                .orElseGet(() -> failure(404, "Not found", "There is nothing to be done at this address."));
    }

    private BrowserAnswer shown(BrowserRequest request) {
        List<String> path = request.segments();
        if (path.isEmpty()) {
            // Whoever looks at a list will look at a picture next.
            pulse.execute(drawings::warmUp);
            return BrowserAnswer.page(200, new MachinesPage(links, frame, endpoint.machines()).show(request));
        }
        if (path.size() == 3 && path.get(0).equals("assets")) {
            return assets.answer(path.get(2)).orElseGet(this::nowhere);
        }
        if (path.equals(List.of("live"))) {
            return live(new ChangedList(() -> endpoint.machines().list(Optional.empty())));
        }
        if (path.equals(List.of("beside"))) {
            return ComparisonPage.chosen(request.rawQuery())
                    .map(two -> BrowserAnswer.seeOther(links.comparison(two.get(0), two.get(1))))
                    .orElseGet(() -> failure(400, "Two, please", "Choose two executions to see them side by side."));
        }
        return switch (path.get(0)) {
            case "machines" -> machine(path, request);
            case "executions" -> execution(path, request);
            case "faults" -> faults(path);
            case "events" -> events(path, request);
            default -> nowhere();
        };
    }

    private BrowserAnswer execution(List<String> path, BrowserRequest request) {
        if (path.size() == 4 && path.get(2).equals("beside")) {
            return BrowserAnswer.page(
                    200,
                    new ComparisonPage(links, frame, drawings).show(seen.read(path.get(1)), seen.read(path.get(3))));
        }
        return path.size() < 2
                ? nowhere()
                : runs.answer(path.get(1), path.subList(2, path.size()), request)
                        .orElseGet(this::nowhere);
    }

    private BrowserAnswer faults(List<String> path) {
        if (endpoint.faults().isEmpty()) {
            return nowhere();
        }
        InjectedFaults faults = endpoint.faults().get();
        return path.size() > 1
                ? live(new ChangedList(faults::list))
                : BrowserAnswer.page(200, new FaultsPage(links, frame, faults, gatekeeper.token()).show());
    }

    private BrowserAnswer events(List<String> path, BrowserRequest request) {
        if (endpoint.publications().isEmpty()) {
            return nowhere();
        }
        Publications publications = endpoint.publications().get();
        return path.size() > 1
                ? live(new ChangedList(() -> publications.newest(1)))
                : BrowserAnswer.page(200, new PublicationsPage(links, frame, publications).show(request));
    }

    private BrowserAnswer machine(List<String> path, BrowserRequest request) {
        if (path.size() == 3
                && path.get(2).equals("start")
                && endpoint.changes().isPresent()) {
            return BrowserAnswer.page(200, startPage.show(path.get(1), request));
        }
        if (path.size() == 3 && path.get(2).equals("definition")) {
            StateMachineText text = request.parameter("execution")
                    .map(endpoint.executions()::definition)
                    .orElseGet(() -> endpoint.machines().describe(path.get(1)));
            return BrowserAnswer.page(200, new DefinitionPage(links, frame, drawings).show(text));
        }
        if (path.size() == 2) {
            return BrowserAnswer.page(
                    200,
                    new MachinePage(
                                    links,
                                    frame,
                                    endpoint.machines(),
                                    endpoint.executions(),
                                    endpoint.changes().isPresent())
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
        Html content = Html.of("""
                <h1>{} is away</h1>
                <p class="empty" data-retry>It does not answer: {}. This page comes by itself as soon as it does.</p>
                """, endpoint.title(), e.why());
        return BrowserAnswer.page(503, frame.page("Away", List.of(), content, List.of("page.js")));
    }

    private BrowserAnswer failure(int status, String title, String why) {
        Html content = Html.of(
                "<h1>{}</h1>\n<p class=\"empty\">{}</p>\n<p><a href=\"{}\">To the state machines</a></p>",
                title,
                why,
                links.machines());
        return BrowserAnswer.page(status, frame.page(title, List.of(), content, List.of("page.js")));
    }
}
