package dev.ordersaga.console.page;

import dev.ordersaga.console.endpoint.InjectedFaults;
import dev.ordersaga.console.html.Html;
import java.util.List;

/** The faults that were asked for, how often each was met, and a form for one more. */
final class FaultsPage {

    private final Links links;
    private final PageFrame frame;
    private final InjectedFaults faults;
    private final String csrf;

    FaultsPage(Links links, PageFrame frame, InjectedFaults faults, String csrf) {
        this.links = links;
        this.frame = frame;
        this.faults = faults;
        this.csrf = csrf;
    }

    Html show() {
        List<InjectedFaults.Injected> all = faults.list();
        Html content = Html.of(
                """
                <div class="head"><h1>Faults to come</h1><form class="actions" method="post" action="{}"><input type="hidden" name="csrf" value="{}"><button name="do" value="clear" {}>Take all back</button></form></div>
                <p class="hint">A fault makes calls of a function fail that state machines make. A state's own page offers it with the function filled in.</p>
                <div id="list" data-live="{}">{}</div>
                <form method="post" action="{}" class="panel fields">
                <h2>Ask for a fault</h2>
                <input type="hidden" name="csrf" value="{}">
                <label class="field">Function<input name="function" required autocomplete="off"></label>
                <fieldset class="kinds"><legend>What happens</legend>{}</fieldset>
                <div class="row"><label class="field">How many calls<input name="times" type="number" min="1" max="1000" value="1" required></label>
                <label class="field">Error (for error-…)<input name="error" placeholder="InjectedFault" autocomplete="off"></label>
                <label class="field">Told after, ms<input name="delayMillis" type="number" min="0" max="600000" value="0" required></label></div>
                <label class="field">Only payloads with these fields, JSON<textarea name="match" rows="2">{}</textarea></label>
                <div class="row"><button class="danger" name="do" value="add">Inject the fault</button></div>
                </form>
                """,
                links.faults(),
                csrf,
                all.isEmpty() ? "disabled" : "",
                links.faults() + "/live",
                all.isEmpty() ? Html.of("<p class=\"empty\">No fault is asked for.</p>") : table(all),
                links.faults(),
                csrf,
                kinds(),
                "{}");
        return frame.page("Faults", List.of(), content, List.of("page.js", "list.js"));
    }

    private List<Html> kinds() {
        String first = faults.kinds().get(0).name();
        return faults.kinds().stream()
                .map(kind -> Html.of(
                        "<label><input type=\"radio\" name=\"kind\" value=\"{}\" {}><strong>{}</strong> the function {}</label>",
                        kind.name(),
                        kind.name().equals(first) ? "checked" : "",
                        kind.name(),
                        kind.meaning()))
                .toList();
    }

    private static Html table(List<InjectedFaults.Injected> all) {
        List<Html> rows = all.stream()
                .map(each -> Html.of(
                        "<tr><th scope=\"row\">{}</th><td>{}</td><td class=\"mono\">{}</td><td>{}</td><td class=\"number\">{} of {}</td></tr>",
                        each.wanted().function(),
                        each.wanted().kind(),
                        each.wanted().match(),
                        each.wanted().error(),
                        each.used(),
                        each.wanted().times()))
                .toList();
        return Html.of("""
                <div class="scroll" role="region" aria-label="Faults" tabindex="0"><table class="list">
                <thead><tr><th scope="col">Function</th><th scope="col">Kind</th><th scope="col">Only payloads with</th><th scope="col">Error</th><th scope="col" class="number">Met</th></tr></thead>
                <tbody>{}</tbody></table></div>
                """, rows);
    }
}
