package dev.ordersaga.console.page;

import dev.ordersaga.console.endpoint.Changes;
import dev.ordersaga.console.endpoint.EndpointRefused;
import dev.ordersaga.console.endpoint.InjectedFaults;
import dev.ordersaga.console.endpoint.StepFunctionsEndpoint;
import dev.ordersaga.console.web.BrowserAnswer;
import dev.ordersaga.console.web.BrowserRequest;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a form of the console's pages does. Each comes with the token that only these pages hold. */
final class FormActions {

    private static final String STOPPED = "StoppedByHand";

    private final Links links;
    private final StepFunctionsEndpoint endpoint;
    private final StartPage startPage;

    FormActions(Links links, StepFunctionsEndpoint endpoint, StartPage startPage) {
        this.links = links;
        this.endpoint = endpoint;
        this.startPage = startPage;
    }

    /**
     * Does what a form asks for.
     *
     * @return where to go on; empty where nothing is done at this address, or nothing may be changed
     */
    Optional<BrowserAnswer> act(BrowserRequest request, Map<String, String> form) {
        if (endpoint.changes().isEmpty()) {
            return Optional.empty();
        }
        Changes changes = endpoint.changes().get();
        List<String> path = request.segments();
        if (path.size() == 3 && path.get(0).equals("machines") && path.get(2).equals("start")) {
            return Optional.of(start(changes, path.get(1), form));
        }
        if (path.size() == 3 && path.get(0).equals("executions")) {
            return run(changes, path.get(1), path.get(2), form);
        }
        if (path.equals(List.of("faults"))) {
            return endpoint.faults().map(faults -> fault(faults, form));
        }
        return Optional.empty();
    }

    private BrowserAnswer start(Changes changes, String machine, Map<String, String> form) {
        Optional<String> name =
                Optional.of(form.getOrDefault("name", "").strip()).filter(given -> !given.isEmpty());
        String input = form.getOrDefault("input", "{}");
        try {
            return BrowserAnswer.seeOther(links.run(changes.start(machine, name, input)));
        } catch (EndpointRefused e) {
            return BrowserAnswer.page(
                    400, startPage.again(machine, name.orElse(""), input, e.code() + ": " + e.words()));
        }
    }

    private Optional<BrowserAnswer> run(Changes changes, String arn, String what, Map<String, String> form) {
        switch (what) {
            case "stop" -> changes.stop(arn, STOPPED, "Stopped by hand in the console");
            case "redrive" -> changes.redrive(arn);
            case "answer" -> {
                String token = form.getOrDefault("token", "").strip();
                if (form.getOrDefault("do", "").equals("fail")) {
                    changes.fail(token, form.getOrDefault("error", ""), form.getOrDefault("cause", ""));
                } else {
                    changes.succeed(token, form.getOrDefault("output", "{}"));
                }
            }
            default -> {
                return Optional.empty();
            }
        }
        return Optional.of(BrowserAnswer.seeOther(links.run(arn)));
    }

    private BrowserAnswer fault(InjectedFaults faults, Map<String, String> form) {
        if (form.getOrDefault("do", "").equals("clear")) {
            faults.clear();
        } else {
            faults.add(new InjectedFaults.Wanted(
                    form.getOrDefault("function", ""),
                    form.getOrDefault("match", "{}"),
                    form.getOrDefault("kind", ""),
                    form.getOrDefault("error", "").strip(),
                    number(form, "times", 1),
                    number(form, "delayMillis", 0)));
        }
        return BrowserAnswer.seeOther(links.faults());
    }

    private static int number(Map<String, String> form, String name, int preset) {
        String text = form.getOrDefault(name, "").strip();
        if (text.isEmpty()) {
            return preset;
        }
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException e) {
            throw new EndpointRefused("NotANumber", name + " must be a whole number, not " + text);
        }
    }
}
