package dev.ordersaga.local.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ordersaga.local.process.ChildProcess;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the console costs a local-aws that nobody asks anything: nothing before its first page, and after it less than 20 MB. */
class ConsoleCostTest {

    private static final Path JCMD = Path.of(System.getProperty("java.home"), "bin", "jcmd");
    private static final Pattern READY = Pattern.compile("ready on (http://\\S+),");
    private static final Pattern OBJECTS = Pattern.compile("(?m)^Total\\s+\\d+\\s+(\\d+)");
    private static final Pattern CLASSES =
            Pattern.compile("Both:.*?([0-9.]+) (KB|MB) \\([^)]*\\) used", Pattern.DOTALL);
    private static final String ARN = "arn:aws:states:us-east-1:000000000000:";

    @TempDir
    private Path folder;

    @Test
    void anIdleLocalAwsPaysNothingBeforeTheFirstPageAndLittleAfter() throws Exception {
        Assumptions.assumeTrue(Files.isExecutable(JCMD), "skipped, this JVM has no jcmd beside it");
        Path log = folder.resolve("local-aws.log");
        try (ChildProcess process = ChildProcess.java(
                        "local-aws",
                        List.of(
                                "-XX:+UseSerialGC",
                                "-XX:TieredStopAtLevel=1",
                                "-cp",
                                System.getProperty("java.class.path"),
                                "dev.ordersaga.local.LocalAwsMain",
                                "--port",
                                "0",
                                "--log-dir",
                                folder.toString()))
                .log(log)
                .start()) {
            process.waitReady(() -> READY.matcher(text(log)).find(), Duration.ofSeconds(60));
            Matcher ready = READY.matcher(text(log));
            assertThat(ready.find()).isTrue();
            String endpoint = ready.group(1);
            call(endpoint, "CreateStateMachine", """
                    {"name":"rest","roleArn":"arn:aws:iam::000000000000:role/r",
                     "definition":"{\\"StartAt\\":\\"Rest\\",\\"States\\":{\\"Rest\\":{\\"Type\\":\\"Wait\\",\\"Seconds\\":600,\\"End\\":true}}}"}
                    """);
            call(
                    endpoint,
                    "StartExecution",
                    "{\"stateMachineArn\":\"" + ARN + "stateMachine:rest\",\"name\":\"one\",\"input\":\"{}\"}");
            assertThat(jcmd(process, "GC.class_histogram", "-all"))
                    .doesNotContain("dev.ordersaga.console.page", "org.eclipse.elk");
            double before = megabytes(process);

            for (String page : List.of(
                    "",
                    "machines/" + ARN + "stateMachine:rest",
                    "machines/" + ARN + "stateMachine:rest/definition",
                    "executions/" + ARN + "execution:rest:one",
                    "executions/" + ARN + "execution:rest:one/run.json",
                    "faults",
                    "events")) {
                assertThat(get(endpoint + "/_local/console/" + page).statusCode())
                        .as(page)
                        .isEqualTo(200);
            }

            double after = megabytes(process);
            System.out.printf(
                    "console: %.1f MB of objects and classes before its first page, %.1f MB after%n", before, after);
            assertThat(after - before).isLessThan(20);
        }
    }

    /** Objects that are reachable, and classes. */
    private static double megabytes(ChildProcess process) throws IOException, InterruptedException {
        Matcher objects = OBJECTS.matcher(jcmd(process, "GC.class_histogram"));
        Matcher classes = CLASSES.matcher(jcmd(process, "VM.metaspace"));
        assertThat(objects.find()).isTrue();
        assertThat(classes.find()).isTrue();
        double used = Double.parseDouble(classes.group(1)) / (classes.group(2).equals("KB") ? 1024 : 1);
        return Long.parseLong(objects.group(1)) / (1024.0 * 1024) + used;
    }

    private static String jcmd(ChildProcess process, String... command) throws IOException, InterruptedException {
        List<String> all = new java.util.ArrayList<>(List.of(JCMD.toString(), Long.toString(process.pid())));
        all.addAll(List.of(command));
        Process asked = new ProcessBuilder(all).redirectErrorStream(true).start();
        String said = new String(asked.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(asked.waitFor()).as(said).isZero();
        return said;
    }

    private static void call(String endpoint, String operation, String body) throws IOException, InterruptedException {
        HttpResponse<String> answer = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create(endpoint))
                                .header("Content-Type", "application/x-amz-json-1.0")
                                .header("X-Amz-Target", "AWSStepFunctions." + operation)
                                .POST(HttpRequest.BodyPublishers.ofString(body))
                                .build(),
                        BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    }

    private static HttpResponse<String> get(String address) throws IOException, InterruptedException {
        return HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(URI.create(address)).build(), BodyHandlers.ofString());
    }

    private static String text(Path log) {
        try {
            return Files.exists(log) ? Files.readString(log) : "";
        } catch (IOException e) {
            return "";
        }
    }
}
