package dev.ordersaga.console.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ordersaga.local.LocalAws;
import dev.ordersaga.local.LocalAwsOptions;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The program as it is typed: its options, what it prints, and how it ends. */
class ConsoleProgramTest {

    private static final Pattern ADDRESS = Pattern.compile("open (http://127\\.0\\.0\\.1:\\d+/) ");

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "--port nine | 'nine' is no port",
                "--port 70000 | '70000' is no port",
                "--port -1 | '-1' is no port",
                "--endpoint-url nowhere | 'nowhere' is no address of http or https",
                "--endpoint-url ftp://127.0.0.1 | 'ftp://127.0.0.1' is no address",
                "--endpoint-url http:// | 'http://' is no address",
                "--endpoint-url http://a:0 | 'http://a:0' is no address",
                "--endpoint-url | Missing required parameter for option '--endpoint-url'",
                "--region | Missing required parameter for option '--region'",
                "--region Eu_West! | 'Eu_West!' is no region's name",
                "--profile | Missing required parameter for option '--profile'",
                "--allow-chances | Unknown option: '--allow-chances'",
                "--allow-changes --port 0 more | Unmatched argument at index 3: 'more'",
                "--port 1 --port 2 | option '--port' (PORT) should be specified only once"
            })
    void aWrongOptionIsSaidInALineAndEndsWithTwo(String typed, String said) throws InterruptedException {
        assertThat(run(typed.split(" "))).isEqualTo(2);

        assertThat(text(err).lines())
                .singleElement()
                .asString()
                .startsWith("console: ")
                .contains(said);
        assertThat(text(out)).isEmpty();
    }

    @Test
    void helpNamesEveryOption() throws InterruptedException {
        assertThat(run("--help")).isZero();

        assertThat(text(out)).contains("--region", "--endpoint-url", "--profile", "--port", "--allow-changes", "4580");
        assertThat(text(err)).isEmpty();
    }

    @Test
    void aProfileThatIsNotThereIsSaidInALine() throws InterruptedException {
        assertThat(run("--port", "0", "--profile", "no-such-profile-of-mine", "--region", "eu-west-1"))
                .isOne();

        assertThat(text(err).lines())
                .containsExactly("console: there is no profile no-such-profile-of-mine in your AWS configuration");
    }

    @Test
    void aPortThatIsTakenIsSaidInALine() throws InterruptedException, IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String port = Integer.toString(taken.getLocalPort());

            assertThat(run("--endpoint-url", "http://127.0.0.1:1", "--port", port))
                    .isOne();

            assertThat(text(err).lines())
                    .containsExactly("console: port " + port + " is taken; --port chooses another");
        }
    }

    @Test
    void withoutAllowChangesItShowsAndChangesNothing() throws Exception {
        try (LocalAws aws = LocalAws.start(LocalAwsOptions.defaults());
                Running console = start("--endpoint-url", aws.endpoint().toString(), "--region", "eu-west-1")) {
            create(aws.endpoint(), "eu-west-1");

            assertThat(text(out)).contains("(read-only; --allow-changes allows more)");
            assertThat(console.get("").body())
                    .contains("kettle", "127.0.0.1:" + aws.endpoint().getPort() + " eu-west-1");
            assertThat(console.get("machines/" + machine("eu-west-1")).body()).doesNotContain("Start an execution");
            assertThat(console.get("machines/" + machine("eu-west-1") + "/start")
                            .statusCode())
                    .isEqualTo(404);
            assertThat(console.post("machines/" + machine("eu-west-1") + "/start", "csrf=guess&input={}")
                            .statusCode())
                    .isEqualTo(403);
        }
    }

    @Test
    void withAllowChangesAnExecutionIsStartedFollowedAndStopped() throws Exception {
        try (LocalAws aws = LocalAws.start(LocalAwsOptions.defaults());
                Running console = start("--endpoint-url", aws.endpoint().toString(), "--allow-changes")) {
            create(aws.endpoint(), "us-east-1");
            String machine = "machines/" + machine("us-east-1");
            assertThat(text(out)).contains("(changes are allowed)");
            String form = console.get(machine + "/start").body();

            HttpResponse<String> started = console.post(
                    machine + "/start", "name=tea&input=%7B%22sugar%22%3A2%7D&csrf=" + ConsolePages.token(form));

            assertThat(started.statusCode()).isEqualTo(303);
            String run = started.headers().firstValue("Location").orElseThrow();
            assertThat(console.get(run).body()).contains("sugar", "data-state=\"Boil\"", "running");
            // The newest execution's input is what the next one is offered, since this machine has no sample.
            assertThat(console.get(machine + "/start").body()).contains("sugar", "that of the newest execution, tea");
            assertThat(console.post(run + "/stop", "csrf=" + ConsolePages.token(form))
                            .statusCode())
                    .isEqualTo(303);
            Awaitility.await()
                    .untilAsserted(() -> assertThat(console.get(run).body()).contains("aborted", "StoppedByHand"));
            assertThat(console.get(run + "/run.json").body()).contains("\"status\":\"ABORTED\"", "ExecutionAborted");
        }
    }

    @Test
    void anEndpointThatIsAwayIsSaidAndComesBack() throws Exception {
        URI endpoint;
        try (LocalAws aws = LocalAws.start(LocalAwsOptions.defaults())) {
            endpoint = aws.endpoint();
        }
        try (Running console = start("--endpoint-url", endpoint.toString())) {
            HttpResponse<String> away = console.get("");
            assertThat(away.statusCode()).isEqualTo(503);
            assertThat(away.body()).contains("is away", "data-retry");

            try (LocalAws aws = LocalAws.start(LocalAwsOptions.defaults().withPort(endpoint.getPort()))) {
                create(aws.endpoint(), "us-east-1");
                assertThat(console.get("").body()).contains("kettle");
            }
        }
    }

    private static void create(URI endpoint, String region) throws IOException, InterruptedException {
        HttpResponse<String> made = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(endpoint)
                                .header("Content-Type", "application/x-amz-json-1.0")
                                .header("X-Amz-Target", "AWSStepFunctions.CreateStateMachine")
                                .header(
                                        "Authorization",
                                        "AWS4-HMAC-SHA256 Credential=test/20260101/" + region
                                                + "/states/aws4_request, SignedHeaders=host, Signature=0")
                                .POST(HttpRequest.BodyPublishers.ofString("""
                                        {"name":"kettle","roleArn":"arn:aws:iam::000000000000:role/r",
                                         "definition":"{\\"StartAt\\":\\"Boil\\",\\"States\\":{\\"Boil\\":{\\"Type\\":\\"Wait\\",\\"Seconds\\":600,\\"End\\":true}}}"}
                                        """))
                                .build(),
                        BodyHandlers.ofString());
        assertThat(made.statusCode()).as(made.body()).isEqualTo(200);
    }

    private static String machine(String region) {
        return "arn%3Aaws%3Astates%3A" + region + "%3A000000000000%3AstateMachine%3Akettle";
    }

    private int run(String... arguments) throws InterruptedException {
        CountDownLatch end = new CountDownLatch(0);
        return ConsoleProgram.run(arguments, new PrintStream(out), new PrintStream(err), end);
    }

    private Running start(String... arguments) {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of("--port", "0"));
        CountDownLatch end = new CountDownLatch(1);
        ExecutorService thread = Executors.newSingleThreadExecutor();
        Future<Integer> code = thread.submit(
                () -> ConsoleProgram.run(all.toArray(String[]::new), new PrintStream(out), new PrintStream(err), end));
        thread.shutdown();
        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .until(() -> code.isDone() || text(out).contains("open "));
        Matcher address = ADDRESS.matcher(text(out));
        assertThat(address.find()).as(text(out) + text(err)).isTrue();
        return new Running(new ConsolePages(URI.create(address.group(1))), end, code);
    }

    private static String text(ByteArrayOutputStream stream) {
        return stream.toString(StandardCharsets.UTF_8);
    }

    private record Running(ConsolePages pages, CountDownLatch end, Future<Integer> code) implements AutoCloseable {

        HttpResponse<String> get(String path) throws IOException, InterruptedException {
            return pages.get(path);
        }

        HttpResponse<String> post(String path, String form) throws IOException, InterruptedException {
            return pages.post(path, form);
        }

        @Override
        public void close() {
            end.countDown();
            assertThat(code).succeedsWithin(Duration.ofSeconds(30)).isEqualTo(0);
        }
    }
}
