package dev.ordersaga.local;

import static dev.ordersaga.local.Awaiting.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ordersaga.local.dynamodb.DynamoDbService;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalAwsMainTest {

    private static final Map<String, String> LAMBDA_ELSEWHERE = Map.of("LAMBDA_ENDPOINT", "http://127.0.0.1:9");

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @Test
    void itEndsWhenItsStandardInputEnds() {
        assertThat(run("--port", "0", "--until-stdin-closes")).isZero();

        assertThat(text(out))
                .startsWith("local-aws: ready on http://127.0.0.1:")
                .hasLineCount(1);
        assertThat(text(err)).isEmpty();
    }

    @Test
    void itEndsInOneLineAndExitCodeOneWhenDynamoDbLocalHasEnded(@TempDir Path logs) {
        Set<ProcessHandle> before = ProcessHandle.current().children().collect(Collectors.toSet());
        CompletableFuture<Integer> status = CompletableFuture.supplyAsync(() -> run(
                "--port",
                "0",
                "--log-dir",
                logs.toString(),
                "--dynamodb-local",
                DynamoDbService.defaultHome().toString()));
        var unused = await().until(() -> text(out), said -> said.contains("ready on") || status.isDone());

        ProcessHandle.current()
                .children()
                .filter(child -> !before.contains(child))
                .forEach(ProcessHandle::destroyForcibly);

        assertThat(status.orTimeout(20, TimeUnit.SECONDS).join()).isOne();
        assertThat(text(err))
                .startsWith("local-aws: DynamoDB Local has ended with status ")
                .contains("dynamodb.log")
                .hasLineCount(1);
    }

    @Test
    void helpNamesEveryOption() {
        assertThat(run("--help")).isZero();

        assertThat(text(out))
                .contains(
                        "--port",
                        "--template",
                        "--stack-name",
                        "--log-dir",
                        "--dynamodb-local",
                        "--until-stdin-closes");
    }

    @Test
    void aBusyPortIsOneLineAndExitCodeOne() throws Exception {
        try (ServerSocket busy = new ServerSocket(0, 1, InetAddress.getByAddress(new byte[] {127, 0, 0, 1}))) {
            assertThat(run("--port", Integer.toString(busy.getLocalPort()))).isOne();

            assertThat(text(err))
                    .isEqualToIgnoringNewLines(
                            "local-aws: port " + busy.getLocalPort() + " is in use; is another local-aws running?");
        }
    }

    @Test
    void aWrongOptionIsOneLineAndExitCodeTwo() {
        assertThat(run("--speed", "11")).isEqualTo(2);

        assertThat(text(err)).isEqualToIgnoringNewLines("local-aws: unknown option --speed (--help shows them all)");
        assertThat(text(out)).isEmpty();
    }

    private int run(String... arguments) {
        return LocalAwsMain.run(
                arguments,
                LAMBDA_ELSEWHERE,
                new ByteArrayInputStream(new byte[0]),
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8));
    }

    private static String text(ByteArrayOutputStream stream) {
        return stream.toString(StandardCharsets.UTF_8);
    }
}
