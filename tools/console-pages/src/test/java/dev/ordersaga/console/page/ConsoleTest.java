package dev.ordersaga.console.page;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ordersaga.console.endpoint.StepFunctionsEndpoint;
import dev.ordersaga.console.web.BrowserAnswer;
import dev.ordersaga.console.web.BrowserRequest;
import dev.ordersaga.console.web.Gatekeeper;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConsoleTest {

    private static final String MACHINE = "/machines/" + Links.encoded(StagedEndpoint.MACHINE);

    private final StagedEndpoint staged = new StagedEndpoint();
    private final Gatekeeper gatekeeper = new Gatekeeper(new Random(7));

    @Test
    void aNameThatIsMarkupIsShownAsText() {
        String arn = staged.run("<script>alert(1)</script>", 1, "\"</pre><script>alert(2)</script>\"");

        for (String path : new String[] {MACHINE, run(arn)}) {
            String page = get(staged.readOnly(), path, "").text();

            assertThat(page).contains("&lt;script&gt;alert(1)&lt;/script&gt;").doesNotContain("<script>alert");
        }
    }

    @Test
    void everyAnswerForbidsWhatComesFromElsewhereOrStandsInline() {
        String arn = staged.run("one", 1, "{}");

        for (String path :
                new String[] {"", MACHINE, run(arn), MACHINE + "/definition", "/nowhere", run(arn) + "/run.json"}) {
            Given given = get(staged.readOnly(), path, "");

            assertThat(given.answer().headers().get("Content-Security-Policy"))
                    .contains("default-src 'none'", "script-src 'self'", "frame-ancestors 'none'")
                    .doesNotContain("unsafe", "http", "*");
            assertThat(given.text()).doesNotContain(" style=\"", " onclick=", "http://www.google");
        }
    }

    @Test
    void aMachinesExecutionsAreListedPageByPage() {
        for (int i = 0; i < 250; i++) {
            staged.run("run-" + i, 0, "{}");
        }

        assertThat(get(staged.readOnly(), MACHINE, "").text())
                .contains("run-99<")
                .doesNotContain("run-100<")
                .contains("from=100");
        assertThat(get(staged.readOnly(), MACHINE, "from=100").text()).contains("run-100<", "run-199<", "Newest");
        assertThat(get(staged.readOnly(), MACHINE, "search=RUN-24&size=1000").text())
                .contains("run-24<", "run-249<")
                .doesNotContain("run-25<");
        assertThat(get(staged.readOnly(), MACHINE, "status=FAILED").text()).contains("No execution is failed");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/nowhere",
                "/machines",
                "/machines/x",
                "/executions/x",
                "/executions/x/run.json",
                "/assets/1/secret.txt",
                "/faults",
                "/events"
            })
    void whatIsNotThereIsSaidSo(String path) {
        assertThat(get(staged.readOnly(), path, "").answer().status()).isEqualTo(404);
    }

    @Test
    void anEndpointThatIsAwayIsSaidOnAPageThatComesBackByItself() {
        staged.away = true;

        Given given = get(staged.readOnly(), "", "");

        assertThat(given.answer().status()).isEqualTo(503);
        assertThat(given.text()).contains("staged is away", "data-retry");
    }

    @Test
    void anotherHostsNameIsRefused() {
        BrowserAnswer answer = console(staged.readOnly())
                .answer(BrowserRequest.of("GET", "/", "", Map.of("host", "evil.example"), new byte[0]));

        assertThat(answer.status()).isEqualTo(403);
    }

    @Test
    void aFormWithoutTheTokenChangesNothing() {
        String arn = staged.run("one", 1, "{}");

        assertThat(post(staged.changeable(), run(arn) + "/stop", "").status()).isEqualTo(403);
        assertThat(post(staged.changeable(), run(arn) + "/stop", "csrf=guess").status())
                .isEqualTo(403);
        assertThat(staged.asked).isEmpty();
    }

    @Test
    void aReadOnlyConsoleOffersNoChangeAndMakesNone() {
        String arn = staged.run("one", 1, "{}");
        String token = "csrf=" + gatekeeper.token();

        assertThat(get(staged.readOnly(), run(arn), "").text())
                .doesNotContain("Stop", "Start again", gatekeeper.token());
        assertThat(post(staged.readOnly(), run(arn) + "/stop", token).status()).isEqualTo(403);
        assertThat(get(staged.readOnly(), MACHINE + "/start", "").answer().status())
                .isEqualTo(404);
        assertThat(staged.asked).isEmpty();
    }

    @Test
    void formsStartStopRedriveAndAnswerTokens() {
        String arn = staged.run("one", 1, "{}");
        String token = "csrf=" + gatekeeper.token();
        StepFunctionsEndpoint endpoint = staged.changeable();

        assertThat(post(endpoint, MACHINE + "/start", token + "&name=two&input=%7B%7D")
                        .headers()
                        .get("Location"))
                .endsWith(Links.encoded("execution:loop:two"));
        post(endpoint, run(arn) + "/stop", token);
        post(endpoint, run(arn) + "/redrive", token);
        post(endpoint, run(arn) + "/answer", token + "&token=t+1&output=1&do=succeed");
        post(endpoint, run(arn) + "/answer", token + "&token=t+1&error=No&cause=Because&do=fail");

        assertThat(staged.asked)
                .containsExactly(
                        "start two {}", "stop " + arn, "redrive " + arn, "succeed t 1 1", "fail t 1 No Because");
    }

    @Test
    void aBrowserIsToldWhatCameAfterTheEventThatItKnows() {
        String arn = staged.run("one", 2, "{}");

        assertThat(get(staged.readOnly(), run(arn) + "/run.json", "since=17").text())
                .contains("\"since\":17,\"last\":18", "\"first\":18", "ExecutionSucceeded")
                .doesNotContain("TaskScheduled");
    }

    @Test
    void aHistoryThatTakesLongToReadDoesNotKeepThePageBack() {
        String arn = staged.run("one", 2, "{}");
        staged.slow = true;
        try (Console console = console(staged.readOnly())) {
            String page = text(console, run(arn));

            assertThat(page).contains("Reading the history…", "data-state=\"Work\"", "succeeded");

            staged.history.countDown();
            assertThat(text(console, run(arn) + "/run.json")).contains("\"last\":18");
        }
    }

    private static String text(Console console, String path) {
        return new Given(console.answer(BrowserRequest.of("GET", path, "", Map.of("host", "127.0.0.1:1"), new byte[0])))
                .text();
    }

    private static String run(String arn) {
        return "/executions/" + Links.encoded(arn);
    }

    private Console console(StepFunctionsEndpoint endpoint) {
        return new Console("", endpoint, gatekeeper);
    }

    private Given get(StepFunctionsEndpoint endpoint, String path, String query) {
        try (Console console = console(endpoint)) {
            return new Given(
                    console.answer(BrowserRequest.of("GET", path, query, Map.of("host", "127.0.0.1:1"), new byte[0])));
        }
    }

    private BrowserAnswer post(StepFunctionsEndpoint endpoint, String path, String form) {
        try (Console console = console(endpoint)) {
            return console.answer(BrowserRequest.of(
                    "POST",
                    path,
                    "",
                    Map.of("host", "127.0.0.1:1", "origin", "http://127.0.0.1:1"),
                    form.getBytes(StandardCharsets.UTF_8)));
        }
    }

    private record Given(BrowserAnswer answer) {

        String text() {
            return answer instanceof BrowserAnswer.Whole whole ? new String(whole.body(), StandardCharsets.UTF_8) : "";
        }
    }
}
