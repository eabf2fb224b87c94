package dev.ordersaga.console.page;

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
        Optional<String> input = request.parameter("like")
                .flatMap(arn -> endpoint.executions().describeExecution(arn).input());
        return show(machine, "", input.or(() -> sample(machine)).orElse("{}"), Optional.empty());
    }

    /**
     * As it was filled in.
     *
     * @param refusal why it was not started; empty where nobody has tried
     */
    Html show(String arn, String name, String input, Optional<String> refusal) {
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
                sample(arn).isPresent()
                        ? "The input is this machine's sample payload until you change it. A name can be used once."
                        : "A name can be used once.");
        return frame.page(
                "Start " + machine.name(),
                List.of(
                        new PageFrame.Crumb("State machines", links.machines()),
                        new PageFrame.Crumb(machine.name(), links.machine(arn)),
                        new PageFrame.Crumb("Start", "")),
                content,
                List.of("page.js"));
    }

    private Optional<String> sample(String machine) {
        return endpoint.samples().flatMap(samples -> samples.of(machine));
    }
}
