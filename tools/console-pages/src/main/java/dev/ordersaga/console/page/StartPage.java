package dev.ordersaga.console.page;

import dev.ordersaga.console.endpoint.EndpointRefused;
import dev.ordersaga.console.endpoint.ExecutionDetails;
import dev.ordersaga.console.endpoint.StateMachineText;
import dev.ordersaga.console.endpoint.StepFunctionsEndpoint;
import dev.ordersaga.console.html.Html;
import dev.ordersaga.console.web.BrowserRequest;
import java.util.List;
import java.util.Optional;

/** Starts an execution: with a sample payload, with the input of another one, or with what somebody types. */
final class StartPage {

    private final Links links;
    private final PageFrame frame;
    private final StepFunctionsEndpoint endpoint;
    private final String csrf;

    StartPage(Links links, PageFrame frame, StepFunctionsEndpoint endpoint, String csrf) {
        this.links = links;
        this.frame = frame;
        this.endpoint = endpoint;
        this.csrf = csrf;
    }

    Html show(String machine, BrowserRequest request) {
        Optional<ExecutionDetails> like = request.parameter("like").map(endpoint.executions()::describeExecution);
        Offer offer = like.flatMap(given ->
                        offer(given, "The input is that of " + given.summary().name() + "."))
                .or(() -> sample(machine))
                .or(() -> newest(machine))
                .orElse(new Offer("{}", "This machine has no sample payload, and nothing to take an input from."));
        return show(machine, "", offer.input(), offer.source() + " A name can be used once.", Optional.empty());
    }

    /**
     * As it was filled in.
     *
     * @param refusal why it was not started
     */
    Html again(String arn, String name, String input, String refusal) {
        return show(arn, name, input, "A name can be used once.", Optional.of(refusal));
    }

    private Html show(String arn, String name, String input, String hint, Optional<String> refusal) {
        StateMachineText machine = endpoint.machines().describe(arn);
        Html content = Html.of(
                """
                <h1>Start an execution of {}</h1>
                {}
                <form method="post" action="{}" class="panel fields wide">
                <input type="hidden" name="csrf" value="{}">
                <label class="field">Name, unless the endpoint is to choose one<input name="name" value="{}" maxlength="80" autocomplete="off"></label>
                <label class="field">Input, JSON<textarea name="input" rows="18" spellcheck="false" required>{}</textarea></label>
                <div class="row"><button class="primary">Start</button><a class="button" href="{}">Cancel</a></div>
                <p class="hint">{}</p>
                </form>
                """,
                machine.name(),
                refusal.map(why -> Html.of("<p class=\"error\" role=\"alert\">Not started. {}</p>", why))
                        .orElse(Html.nothing()),
                links.start(arn),
                csrf,
                name,
                input,
                links.machine(arn),
                hint);
        return frame.page(
                "Start " + machine.name(),
                List.of(
                        new PageFrame.Crumb("State machines", links.machines()),
                        new PageFrame.Crumb(machine.name(), links.machine(arn)),
                        new PageFrame.Crumb("Start", "")),
                content,
                List.of("page.js"));
    }

    private Optional<Offer> sample(String machine) {
        return endpoint.samples()
                .flatMap(samples -> samples.of(machine))
                .map(sample -> new Offer(sample, "The input is this machine's sample payload until you change it."));
    }

    /** What the newest execution was started with. Only a suggestion: without permission to read it, the field is empty. */
    private Optional<Offer> newest(String machine) {
        try {
            return endpoint.executions().list(machine, Optional.empty(), 1, Optional.empty()).items().stream()
                    .findFirst()
                    .flatMap(newest -> offer(
                            endpoint.executions().describeExecution(newest.arn()),
                            "The input is that of the newest execution, " + newest.name() + ", until you change it."));
        } catch (EndpointRefused e) {
            return Optional.empty();
        }
    }

    private static Optional<Offer> offer(ExecutionDetails execution, String source) {
        return execution.input().map(input -> new Offer(input, source));
    }

    /**
     * An input to begin with.
     *
     * @param source where it comes from, as a sentence
     */
    private record Offer(String input, String source) {}
}
