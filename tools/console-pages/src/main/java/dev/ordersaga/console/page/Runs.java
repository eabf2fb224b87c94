package dev.ordersaga.console.page;

import dev.ordersaga.console.endpoint.StepFunctionsEndpoint;
import dev.ordersaga.console.live.Poller;
import dev.ordersaga.console.live.RunFeed;
import dev.ordersaga.console.live.RunJson;
import dev.ordersaga.console.live.SeenRun;
import dev.ordersaga.console.live.SeenRuns;
import dev.ordersaga.console.web.BrowserAnswer;
import dev.ordersaga.console.web.BrowserRequest;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What stands under an execution's address: its page, and the data that the page asks for. */
final class Runs {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    /** How long a page waits for a history; a longer one comes after the page, which says so. */
    private static final Duration TIMEOUT = Duration.ofMillis(300);

    private final SeenRuns seen;
    private final StepFunctionsEndpoint endpoint;
    private final Poller pulse;
    private final RunPage page;

    Runs(SeenRuns seen, StepFunctionsEndpoint endpoint, Poller pulse, RunPage page) {
        this.seen = seen;
        this.endpoint = endpoint;
        this.pulse = pulse;
        this.page = page;
    }

    /**
     * The answer for an execution.
     *
     * @param rest what follows its ARN in the address
     * @return empty where nothing stands there
     */
    Optional<BrowserAnswer> answer(String arn, List<String> rest, BrowserRequest request) {
        if (rest.isEmpty()) {
            return Optional.of(BrowserAnswer.page(200, page.show(seen.readWithin(arn, TIMEOUT, page::draw))));
        }
        return switch (rest.get(0)) {
            case "run.json" ->
                Optional.of(BrowserAnswer.json(RunJson.since(seen.read(arn), request.number("since", 0))));
            case "live" ->
                Optional.of(BrowserAnswer.events(
                        stream -> pulse.feed(stream, new RunFeed(seen, arn, request.number("since", 0)))));
            case "state.json" -> state(arn, request);
            case "event.json" ->
                StateJson.event(seen.read(arn), request.number("id", 0))
                        .map(json -> BrowserAnswer.json(json.toString()));
            case "log.json" -> Optional.of(log(request));
            default -> Optional.empty();
        };
    }

    private Optional<BrowserAnswer> state(String arn, BrowserRequest request) {
        SeenRun run = seen.read(arn);
        long number = request.number("number", 0);
        if (number >= run.outline().states().size()) {
            return Optional.empty();
        }
        return Optional.of(BrowserAnswer.json(StateJson.visits(
                        run, (int) number, (int) Math.min(request.number("from", 0), 1_000_000))
                .toString()));
    }

    private BrowserAnswer log(BrowserRequest request) {
        ObjectNode json = JSON.createObjectNode();
        ArrayNode lines = json.putArray("lines");
        endpoint.logs()
                .ifPresentOrElse(
                        logs -> logs.lines(
                                        request.parameter("function").orElse(""),
                                        request.parameter("request").orElse(""))
                                .forEach(lines::add),
                        () -> json.put("none", true));
        return BrowserAnswer.json(json.toString());
    }
}
