package dev.ordersaga.local.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ordersaga.browser.Browser;
import dev.ordersaga.browser.NeedsBrowser;
import dev.ordersaga.local.LocalAws;
import dev.ordersaga.local.LocalAwsOptions;
import dev.ordersaga.local.lambda.InvocationResult;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The console as a person uses it, in a real browser. */
@NeedsBrowser
class ConsoleInBrowserTest {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final String ARN = "arn:aws:states:us-east-1:000000000000:";

    /** A small saga: what is charged is refunded when nothing can be shipped. */
    private static final String SAGA = """
        {"QueryLanguage":"JSONata","StartAt":"ChargeCard","States":{
          "ChargeCard":{"Type":"Task","Resource":"arn:aws:states:::lambda:invoke","Comment":"Undone by RefundCard.","TimeoutSeconds":60,
            "Arguments":{"FunctionName":"card","Payload":{"action":"chargeCard","order":"{% $states.input %}"}},
            "Retry":[{"ErrorEquals":["InjectedFault"],"IntervalSeconds":1,"MaxAttempts":1}],
            "Catch":[{"ErrorEquals":["States.ALL"],"Next":"RefundCard"}],"Next":"IsLarge"},
          "IsLarge":{"Type":"Choice","Choices":[{"Condition":"{% $states.context.Execution.Input.amount > 100 %}","Next":"AskClerk"}],"Default":"Ship"},
          "AskClerk":{"Type":"Task","Resource":"arn:aws:states:::lambda:invoke.waitForTaskToken","TimeoutSeconds":600,
            "Arguments":{"FunctionName":"clerk","Payload":{"action":"ask","taskToken":"{% $states.context.Task.Token %}"}},
            "Catch":[{"ErrorEquals":["States.ALL"],"Next":"RefundCard"}],"Next":"Ship"},
          "Ship":{"Type":"Task","Resource":"arn:aws:states:::lambda:invoke","TimeoutSeconds":60,
            "Arguments":{"FunctionName":"shop","Payload":{"action":"ship"}},
            "Catch":[{"ErrorEquals":["States.ALL"],"Next":"RefundCard"}],"End":true},
          "RefundCard":{"Type":"Task","Resource":"arn:aws:states:::lambda:invoke","Comment":"Undoes ChargeCard.","TimeoutSeconds":60,
            "Arguments":{"FunctionName":"card","Payload":{"action":"refundCard"}},
            "Retry":[{"ErrorEquals":["States.ALL"],"IntervalSeconds":1,"MaxAttempts":3}],"End":true}}}
        """;

    private static Browser browser;

    private LocalAws aws;
    private volatile CompletableFuture<String> shipping = CompletableFuture.completedFuture("{}");

    @BeforeAll
    static void openTheBrowser() {
        browser = Browser.open(false);
    }

    @AfterAll
    static void closeTheBrowser() {
        browser.close();
    }

    @BeforeEach
    void start() throws Exception {
        aws = LocalAws.start(LocalAwsOptions.defaults().withFunctions(this::invoked));
        create("small-saga", SAGA);
        browser.size(1280, 900).colours(false).complaints();
    }

    @AfterEach
    void stop() {
        aws.close();
    }

    @Test
    void theGraphLightsUpWhileTheRunGoes() throws Exception {
        shipping = new CompletableFuture<>();
        browser.to(run(started("lit", "{\"amount\":1}")));

        browser.until(stands("Ship", "ENTERED")).until(stands("ChargeCard", "SUCCEEDED"));
        assertThat(browser.text(".run-status")).contains("running");
        shipping.complete("{\"parcel\":1}");

        browser.until(stands("Ship", "SUCCEEDED")).until(stands("RefundCard", "NEVER_ENTERED"));
        browser.until("document.querySelector('.run-status').textContent.includes('succeeded')");
        browser.until("document.querySelector('.data').textContent.includes('parcel')");
        assertThat(browser.elements("g.edge.taken")).hasSize(2);
        assertThat(browser.complaints()).isEmpty();
    }

    @Test
    void whatWasUndoneIsShownInItsOwnColourWithWhatUndidIt() throws Exception {
        shipping = CompletableFuture.failedFuture(new IllegalStateException("OutOfStock"));
        browser.to(run(started("undone", "{\"amount\":1}")));

        browser.until(stands("ChargeCard", "UNDONE"))
                .until(stands("Ship", "CAUGHT"))
                .until(stands("RefundCard", "SUCCEEDED"));

        assertThat(browser.text(".undone-list")).contains("ChargeCard undone by RefundCard");
        assertThat(browser.text(".left-list")).isEqualTo("nothing");
    }

    @Test
    void whatIsBeingUndoneIsNotCalledLeftOverForGood() throws Exception {
        shipping = CompletableFuture.failedFuture(new IllegalStateException("OutOfStock"));
        fault("{\"function\":\"card\",\"match\":{\"action\":\"refundCard\"},\"kind\":\"error-before\",\"times\":3}");
        browser.to(run(started("retried", "{\"amount\":1}")));

        browser.until(stands("RefundCard", "RETRYING"))
                .until("/^ChargeCard being undone by RefundCard \\(attempt [234], next (in [1234] s|now)\\)$/"
                        + ".test(document.querySelector('.left-list').textContent)")
                .until(
                        "/^attempt [234] · next in [1234] s$/.test(document.querySelector('.badge-words')?.textContent)");

        browser.until(stands("ChargeCard", "UNDONE"))
                .until("document.querySelector('.left-list').textContent === 'nothing'");
    }

    @Test
    void aWaitSaysForHowLongAndUntilWhen() throws Exception {
        create("rest", "{\"StartAt\":\"Rest\",\"States\":{\"Rest\":{\"Type\":\"Wait\",\"Seconds\":600,\"End\":true}}}");
        browser.to(run(started("rest", "resting", "{}"))).until(stands("Rest", "WAITING"));

        browser.until(
                "/^for [0-9]+ s · 9 min [0-9]+ s left$/.test(document.querySelector('.badge-words')?.textContent)");
        assertThat(browser.element("g.state[data-state=Rest]").getDomAttribute("aria-label"))
                .matches("Rest, waiting · for \\d+ s · 9 min \\d+ s left · until .*");
    }

    @Test
    void aLongHistoryIsPlayedWithoutAPageThatGrows() throws Exception {
        create("long", """
                {"QueryLanguage":"JSONata","StartAt":"Init","States":{
                  "Init":{"Type":"Pass","Assign":{"n":0},"Next":"Work"},
                  "Work":{"Type":"Pass","Assign":{"n":"{% $n + 1 %}"},"Next":"More"},
                  "More":{"Type":"Choice","Choices":[{"Condition":"{% $n < 6200 %}","Next":"Work"}],"Default":"Done"},
                  "Done":{"Type":"Succeed"}}}
                """);
        String run = started("long", "all", "{}");

        browser.to(run(run))
                .until("document.querySelector('.run-status').textContent.includes('succeeded')")
                .until("document.querySelector('.events .hint')?.textContent.startsWith('24,8')");
        browser.script("const slider = document.querySelector('.player input'); for (let i = 1; i < 200; i++) {"
                + " slider.value = String(i * 120); slider.dispatchEvent(new Event('input')); }");
        browser.until("document.querySelector('.player .label').textContent.startsWith('Event 23880 of 248')");

        assertThat(((Number) browser.script("return document.querySelectorAll('*').length")).intValue())
                .isLessThan(1500);
        assertThat(((Number) browser.script("return performance.memory.usedJSHeapSize")).longValue())
                .isLessThan(64L * 1024 * 1024);
        assertThat(browser.complaints()).isEmpty();
    }

    @Test
    void markupThatAnExecutionCarriesStaysText() throws Exception {
        String markup =
                "</pre></script><script>window.broken = 1</script><img src=x onerror=window.broken=1>".repeat(2900);
        String run = started(
                "markup",
                JSON.createObjectNode().put("amount", 1).put("<b>", markup).toString());

        browser.to(run(run) + "?state=0")
                .until(stands("Ship", "SUCCEEDED"))
                .until("document.querySelector('.attempt')");

        browser.until("document.querySelector('.data').textContent.includes('window.broken')");
        assertThat(browser.script("return window.broken === undefined && document.images.length === 0"))
                .isEqualTo(true);
        assertThat(browser.isTooWide()).isFalse();
        assertThat(browser.complaints()).isEmpty();
    }

    @Test
    void theHistoryIsPlayedBackAndForwards() throws Exception {
        browser.to(run(started("played", "{\"amount\":1}")));
        browser.until(stands("Ship", "SUCCEEDED"))
                .until("document.querySelector('.run-status').textContent.includes('succeeded')");

        browser.click("button[aria-label='To the first event']").until(stands("ChargeCard", "NEVER_ENTERED"));
        assertThat(browser.text(".player .label")).startsWith("Event 1 of ");
        browser.element(".player input[type=range]").sendKeys(Keys.ARROW_RIGHT);
        browser.until(stands("ChargeCard", "ENTERED"));
        browser.click("button[aria-label='Play']").until(stands("Ship", "SUCCEEDED"));
        browser.click("button[aria-label='One step back']").click(".live");

        browser.until(stands("Ship", "SUCCEEDED")).until("!location.search.includes('at=')");
    }

    @Test
    void anAddressSaysWhatIsLookedAt() throws Exception {
        String address = run(started("linked", "{\"amount\":1}"));
        browser.to(address).until(stands("Ship", "SUCCEEDED"));
        browser.script("document.querySelector('g.state[data-state=ChargeCard]').dispatchEvent(new MouseEvent('click',"
                + " {bubbles: true}))");
        browser.until("location.search.includes('state=')")
                .click("button[aria-label='One step back']")
                .until("location.search.includes('at=')");

        browser.to(browser.driver().getCurrentUrl());

        browser.until("document.querySelector('.state-detail h3').textContent === 'ChargeCard'");
        browser.until("document.querySelector('.player .label').textContent.startsWith('Event ')");
        browser.until("document.querySelector('.attempt')");
        assertThat(browser.text(".state-detail")).contains("Attempt 1", "Arguments", "Lambda");
    }

    @Test
    void aFaultIsInjectedByClickAndMet() throws Exception {
        browser.to(run(started("before", "{\"amount\":1}")) + "?state=0");
        browser.until("document.querySelector('details.fault')").click("details.fault > summary");
        browser.click("details.fault input[value='error-before']").click("details.fault button");
        browser.until("location.pathname.endsWith('/faults')");
        assertThat(browser.text("#list")).contains("card", "error-before", "chargeCard", "0 of 1");

        started("after", "{\"amount\":1}");

        browser.until("document.getElementById('list').textContent.includes('1 of 1')");
        browser.to(run(ARN + "execution:small-saga:after") + "?state=0");
        browser.until("document.querySelectorAll('.attempt').length === 2");
        assertThat(browser.text(".state-detail")).contains("InjectedFault");
    }

    @Test
    void anExecutionIsStartedAndStoppedByHand() {
        shipping = new CompletableFuture<>();
        browser.to(machine() + "/start");
        browser.element("input[name=name]").sendKeys("by-hand");
        browser.element("textarea[name=input]").clear();
        browser.element("textarea[name=input]").sendKeys("{\"amount\": 7}");
        browser.click("button.primary")
                .until("location.pathname.includes('by-hand')")
                .until(stands("Ship", "ENTERED"));

        browser.click("form.stop button")
                .until("document.querySelector('.run-status').textContent.includes('aborted')")
                .until("document.querySelector('.run-error').innerText.includes('StoppedByHand')");

        assertThat(browser.text(".run-error")).contains("StoppedByHand");
        assertThat(browser.elements("form.stop")).allMatch(form -> !form.isDisplayed());
    }

    @Test
    void aRefusedStartSaysWhyAndKeepsWhatWasTyped() {
        browser.to(machine() + "/start");
        browser.element("textarea[name=input]").clear();
        browser.element("textarea[name=input]").sendKeys("{\"amount\": ");
        browser.click("button.primary");

        assertThat(browser.text("[role=alert]")).contains("InvalidExecutionInput");
        assertThat(browser.element("textarea[name=input]").getText()).contains("\"amount\":");
    }

    @Test
    void aTaskTokenIsAnswered() throws Exception {
        browser.to(run(started("asked", "{\"amount\":500}")) + "?state=2");
        browser.until(stands("AskClerk", "WAITING")).until("document.querySelector('form.token')");
        assertThat(browser.element("form.token input[name=token]").getDomProperty("value"))
                .isNotEmpty();

        browser.click("form.token button[value=succeed]");

        browser.until(stands("AskClerk", "SUCCEEDED")).until(stands("Ship", "SUCCEEDED"));
    }

    @Test
    void listsFollowWhatIsStarted() throws Exception {
        browser.to(machine());
        assertThat(browser.text("#list")).contains("Nothing has been executed yet");

        started("first", "{\"amount\":1}");
        browser.until("document.querySelector('#list a')?.textContent === 'first'");
        started("second", "{\"amount\":1}");
        browser.until("document.querySelectorAll('#list tbody tr').length === 2");

        browser.driver().findElements(By.cssSelector("#list input")).forEach(box -> box.click());
        browser.click("#beside button").until("location.pathname.includes('/beside/')");
        browser.until("document.querySelectorAll('g.state[data-status=SUCCEEDED]').length === 6");
        assertThat(browser.text("main")).contains("State by state", "ChargeCard");
    }

    @Test
    void aReaderWithAKeyboardGetsFromStateToState() throws Exception {
        browser.to(run(started("keys", "{\"amount\":1}"))).until(stands("Ship", "SUCCEEDED"));
        browser.script("document.querySelector('g.state[tabindex=\"0\"]').focus()");

        browser.driver().switchTo().activeElement().sendKeys(Keys.ARROW_DOWN);
        browser.driver().switchTo().activeElement().sendKeys(Keys.ENTER);

        browser.until(
                "document.querySelector('.state-detail h3')?.textContent === document.activeElement.dataset.state");
    }

    @Test
    void everyPageIsWalkedThroughByTheTabKeyWithTheFocusSeen() throws Exception {
        String run = started("walked", "{\"amount\":1}");
        browser.to(run(run)).until(stands("Ship", "SUCCEEDED"));
        for (String page : List.of(
                machine(),
                machine() + "/start",
                machine() + "/definition",
                run(run) + "?state=0",
                aws.console() + "faults")) {
            browser.to(page).until("document.readyState === 'complete' && !document.querySelector('.wait')");

            List<String> stops = browser.tabStops();

            assertThat(stops).as(page).hasSizeGreaterThan(4).noneMatch(stop -> stop.startsWith("unseen: "));
            assertThat(stops.get(0)).as(page).contains("Skip to the content");
        }
    }

    @Test
    void theConsoleThatIsGoneIsSaidOnce() throws Exception {
        browser.to(machine());
        started("seen", "{\"amount\":1}");
        browser.until("document.querySelector('#list a')?.textContent === 'seen'");

        aws.close();

        browser.until("document.getElementById('away').textContent.includes('does not answer')");
    }

    @Test
    void everyPageIsAccessibleInBothThemesAndOnAPhone() throws Exception {
        shipping = CompletableFuture.failedFuture(new IllegalStateException("OutOfStock"));
        String failed = started("failed", "{\"amount\":1}");
        String waiting = started("waiting", "{\"amount\":500}");
        browser.to(run(failed)).until(stands("RefundCard", "SUCCEEDED"));
        browser.to(run(waiting)).until(stands("AskClerk", "WAITING"));
        fault();
        List<String> pages = List.of(
                aws.console().toString(),
                machine(),
                machine() + "/start",
                machine() + "/definition",
                run(failed) + "?state=0",
                run(waiting) + "?state=2&at=3",
                run(failed) + "/beside/" + encoded(waiting),
                aws.console() + "faults",
                aws.console() + "events",
                aws.console() + "nowhere");

        List<String> problems = new ArrayList<>();
        for (boolean dark : new boolean[] {false, true}) {
            for (int width : new int[] {1280, 360}) {
                browser.colours(dark).size(width, 900);
                for (String page : pages) {
                    browser.to(page).until("document.readyState === 'complete' && !document.querySelector('.wait')");
                    String where = page + (dark ? " dark " : " light ") + width + ": ";
                    browser.accessibilityProblems().forEach(problem -> problems.add(where + problem));
                    if (browser.isTooWide()) {
                        problems.add(where + "wider than the window");
                    }
                    photographed(page, dark, width);
                }
            }
        }

        assertThat(problems).isEmpty();
    }

    private static void photographed(String page, boolean dark, int width) {
        Optional.ofNullable(System.getProperty("console.photographs"))
                .ifPresent(folder -> browser.photograph(Path.of(
                        folder,
                        page.replaceAll("^.*/console/?", "").replaceAll("[^A-Za-z]+", "-") + (dark ? "dark-" : "light-")
                                + width + ".png")));
    }

    private void fault() throws IOException, InterruptedException {
        fault("{\"function\":\"shop\",\"kind\":\"throttle\",\"times\":3}");
    }

    private void fault(String fault) throws IOException, InterruptedException {
        HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create(aws.endpoint() + "/_local/faults"))
                                .POST(HttpRequest.BodyPublishers.ofString(fault))
                                .build(),
                        BodyHandlers.discarding());
    }

    private CompletionStage<InvocationResult> invoked(String function, byte[] payload) {
        CompletableFuture<String> answer = function.equals("shop") ? shipping : CompletableFuture.completedFuture("{}");
        return answer.handle((text, failure) -> failure == null
                ? new InvocationResult(
                        text.getBytes(StandardCharsets.UTF_8), null, "$LATEST", "7e2d6a70-0a5c-4b6e-9d9b-0d2f6a1c1111")
                : new InvocationResult(
                        "{\"errorType\":\"OutOfStock\",\"errorMessage\":\"no\"}".getBytes(StandardCharsets.UTF_8),
                        "Unhandled",
                        "$LATEST",
                        "7e2d6a70-0a5c-4b6e-9d9b-0d2f6a1c1111"));
    }

    private static String stands(String state, String status) {
        return "document.querySelector('g.state[data-state=" + state + "]')?.dataset.status === '" + status + "'";
    }

    private String machine() {
        return aws.console() + "machines/" + encoded(ARN + "stateMachine:small-saga");
    }

    private String run(String arn) {
        return aws.console() + "executions/" + encoded(arn);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private void create(String name, String definition) throws IOException, InterruptedException {
        call(
                "CreateStateMachine",
                JSON.createObjectNode()
                        .put("name", name)
                        .put("roleArn", "arn:aws:iam::000000000000:role/r")
                        .put("definition", definition)
                        .toString());
    }

    private String started(String name, String input) throws IOException, InterruptedException {
        return started("small-saga", name, input);
    }

    private String started(String machine, String name, String input) throws IOException, InterruptedException {
        return call(
                        "StartExecution",
                        JSON.createObjectNode()
                                .put("stateMachineArn", ARN + "stateMachine:" + machine)
                                .put("name", name)
                                .put("input", input)
                                .toString())
                .path("executionArn")
                .asString();
    }

    private JsonNode call(String operation, String body) throws IOException, InterruptedException {
        return JSON.readTree(HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(aws.endpoint())
                                .header("Content-Type", "application/x-amz-json-1.0")
                                .header("X-Amz-Target", "AWSStepFunctions." + operation)
                                .POST(HttpRequest.BodyPublishers.ofString(body))
                                .build(),
                        BodyHandlers.ofString())
                .body());
    }
}
