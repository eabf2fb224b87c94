package dev.ordersaga.saga.place;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.ordersaga.console.command.ConsolePages;
import dev.ordersaga.local.process.ChildProcess;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.localstack.LocalStackContainer;
import org.testcontainers.utility.DockerImageName;
import software.amazon.awssdk.services.sfn.SfnClient;

/** {@code java -jar console.jar --endpoint-url …}, a process of its own, in front of LocalStack. */
@Execution(ExecutionMode.SAME_THREAD)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(180)
class ConsoleOnLocalStackTest {

    /** Charges, rests, fails to ship, and takes the charge back. */
    private static final String SHOP = """
            {"StartAt":"Charge","States":{
              "Charge":{"Type":"Pass","Comment":"Undone by Refund.","Next":"Rest"},
              "Rest":{"Type":"Wait","SecondsPath":"$.seconds","Next":"Ship"},
              "Ship":{"Type":"Task","Resource":"arn:aws:states:::dynamodb:getItem",
                "Parameters":{"TableName":"nowhere","Key":{"id":{"S":"a"}}},
                "Catch":[{"ErrorEquals":["States.ALL"],"Next":"Refund"}],"End":true},
              "Refund":{"Type":"Pass","Comment":"Undoes Charge.","End":true}}}
            """;

    private static final HttpClient BROWSER = HttpClient.newHttpClient();

    private LocalStackContainer container;
    private AwsClients aws;
    private String machine;
    private @Nullable ChildProcess console;
    private ConsolePages pages = new ConsolePages(URI.create("http://127.0.0.1:1/"));

    @BeforeAll
    void startLocalStack() {
        PlaceKind.LOCALSTACK.whyNotHere().ifPresent(why -> Assumptions.abort("LocalStack: skipped, " + why));
        container = new LocalStackContainer(DockerImageName.parse(LocalStackPlace.IMAGE))
                .withServices("stepfunctions", "dynamodb");
        container.start();
        aws = AwsClients.at(container.getEndpoint());
        machine = aws.stepFunctions()
                .createStateMachine(create -> create.name("shop")
                        .roleArn("arn:aws:iam::000000000000:role/any")
                        .definition(SHOP))
                .stateMachineArn();
    }

    @AfterEach
    void stopTheConsole() {
        if (console != null) {
            console.close();
            console = null;
        }
    }

    @AfterAll
    void stopLocalStack() {
        if (aws != null) {
            aws.close();
        }
        if (container != null) {
            container.stop();
        }
    }

    @Test
    void aRunIsDrawnAndFollowedWhileItGoes() throws Exception {
        start();
        String run = started("{\"seconds\":2}");

        assertThat(get("/")).contains("shop");
        assertThat(get("/machines/" + encoded(machine))).contains(run.replaceFirst(".*:", ""), "running");
        assertThat(get("/executions/" + encoded(run)))
                .contains("data-state=\"Charge\"", "data-state=\"Refund\"", ">waits<");
        String told = toldUntil(
                "/executions/" + encoded(run) + "/live?since=0", "\"SUCCEEDED\"", "WaitStateExited", "event:end");

        assertThat(told).contains("WaitStateExited", "TaskFailed", "\"undone\":[[0,3,");
        assertThat(get("/executions/" + encoded(run))).contains("undone by", "Charge", "succeeded");
        assertThat(get("/machines/" + encoded(machine) + "/definition")).contains("data-state=\"Ship\"");
    }

    @Test
    void itChangesNothingUnlessItMay() throws Exception {
        start();
        String run = started("{\"seconds\":600}");

        assertThat(get("/executions/" + encoded(run))).doesNotContain("<form", "Start again");
        assertThat(pages.post("/executions/" + encoded(run) + "/stop", "csrf=guess")
                        .statusCode())
                .isEqualTo(403);

        assertThat(sfn().describeExecution(describe -> describe.executionArn(run))
                        .statusAsString())
                .isEqualTo("RUNNING");
        sfn().stopExecution(stop -> stop.executionArn(run));
    }

    @Test
    void withAllowChangesItStartsAndStops() throws Exception {
        start("--allow-changes");
        String form = get("/machines/" + encoded(machine) + "/start");
        String token = ConsolePages.token(form);

        HttpResponse<String> started = pages.post(
                "/machines/" + encoded(machine) + "/start",
                "name=by-hand&input=%7B%22seconds%22%3A600%7D&csrf=" + token);

        assertThat(started.statusCode()).as(started.body()).isEqualTo(303);
        String run = started.headers().firstValue("Location").orElseThrow();
        assertThat(get(run)).contains("by-hand", "running");
        assertThat(pages.post(run + "/stop", "csrf=" + token).statusCode()).isEqualTo(303);
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(get(run)).contains("aborted"));
    }

    @Test
    void thatLocalStackIsAwayIsSaidOnceAndPasses() throws Exception {
        start();
        var docker = DockerClientFactory.instance().client();
        HttpResponse<java.io.InputStream> stream = BROWSER.send(
                HttpRequest.newBuilder(pages.address().resolve("/live")).build(), BodyHandlers.ofInputStream());
        try (BufferedReader told = new BufferedReader(new InputStreamReader(stream.body(), StandardCharsets.UTF_8))) {
            docker.pauseContainerCmd(container.getContainerId()).exec();
            String events;
            try {
                events = until(told, "event:away");
            } finally {
                docker.unpauseContainerCmd(container.getContainerId()).exec();
            }
            events += until(told, "event:back");

            assertThat(events.split("event:away", -1)).hasSize(2);
            assertThat(get("/")).contains("shop");
        }
    }

    private SfnClient sfn() {
        return aws.stepFunctions();
    }

    private String started(String input) {
        return sfn().startExecution(start -> start.stateMachineArn(machine).input(input))
                .executionArn();
    }

    private void start(String... more) throws IOException, InterruptedException {
        Path log = Files.createDirectories(OrderServiceRest.LOGS).resolve("console-on-localstack.log");
        Files.deleteIfExists(log);
        List<String> typed = new java.util.ArrayList<>(List.of(
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-jar",
                OrderServiceRest.ROOT
                        .resolve("tools/console/target/console.jar")
                        .toString(),
                "--port",
                "0",
                "--endpoint-url",
                container.getEndpoint().toString()));
        typed.addAll(List.of(more));
        ChildProcess started = ChildProcess.java("console", typed)
                .environment(Map.of("AWS_REGION", "us-east-1"))
                .log(log)
                .start();
        console = started;
        Pattern open = Pattern.compile("open (http://\\S+)");
        started.waitReady(() -> open.matcher(text(log)).find(), Duration.ofSeconds(60));
        Matcher said = open.matcher(text(log));
        assertThat(said.find()).isTrue();
        pages = new ConsolePages(URI.create(said.group(1)));
    }

    private static String text(Path log) {
        try {
            return Files.exists(log) ? Files.readString(log) : "";
        } catch (IOException e) {
            return "";
        }
    }

    private static String encoded(String arn) {
        return URLEncoder.encode(arn, StandardCharsets.UTF_8);
    }

    private String get(String path) throws IOException, InterruptedException {
        return pages.get(path).body();
    }

    /** What a stream of events tells until it has told all of these. */
    private String toldUntil(String path, String... all) throws IOException, InterruptedException {
        HttpResponse<java.io.InputStream> stream = BROWSER.send(
                HttpRequest.newBuilder(pages.address().resolve(path)).build(), BodyHandlers.ofInputStream());
        try (BufferedReader told = new BufferedReader(new InputStreamReader(stream.body(), StandardCharsets.UTF_8))) {
            return until(told, all);
        }
    }

    private static String until(BufferedReader told, String... all) throws IOException {
        StringBuilder text = new StringBuilder();
        for (String line = told.readLine(); line != null; line = told.readLine()) {
            text.append(line).append('\n');
            if (List.of(all).stream().allMatch(each -> text.indexOf(each) >= 0)) {
                break;
            }
        }
        return text.toString();
    }
}
