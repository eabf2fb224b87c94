package dev.ordersaga.local.lambda;

import static dev.ordersaga.local.Awaiting.await;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What Lambda does with processes that take several invocations at once, as Managed Instances do; all that holds without holds here. */
class SeveralInvocationsAtOnceTest extends LambdaServiceTest {

    @Override
    int invocationsPerEnvironment() {
        return 3;
    }

    /** Longer than the init phase on demand, which does not end a process here: it is waited for. */
    @Override
    Duration slowBeginning() {
        return Duration.ofSeconds(6);
    }

    @Test
    void severalInvocationsShareAProcess() throws Exception {
        String function = fixture().function("hold");
        List<Path> files = files(3);
        List<CompletableFuture<InvocationResult>> underWay = begin(function, files);
        List<String> processes = files.stream().map(this::process).toList();
        assertThat(processes).containsOnly(processes.get(0));
        for (Path file : files) {
            Files.delete(file);
        }
        underWay.forEach(
                invocation -> assertThat(LambdaFixture.text(invocation.join())).isEqualTo("\"released\""));
    }

    /** "When an invocation times out, Lambda marks that invocation as failed but does not interrupt others" (Managed Instances). */
    @Override
    @Test
    void aFunctionThatTakesTooLongIsEndedBeforeItsCallerLearnsOfIt() throws Exception {
        String function = fixture().function("hold", "hold", Duration.ofSeconds(2), null, Map.of());
        List<Path> files = files(2);
        CompletableFuture<InvocationResult> slow =
                begin(function, files.subList(0, 1)).get(0);
        String process = process(files.get(0));
        InvocationResult timedOut = slow.join();
        assertThat(LambdaFixture.text(timedOut)).contains("Sandbox.Timedout", "Task timed out after 2.00 seconds");
        CompletableFuture<InvocationResult> other =
                begin(function, files.subList(1, 2)).get(0);
        assertThat(process(files.get(1))).isEqualTo(process);
        Files.delete(files.get(1));
        assertThat(LambdaFixture.text(other.join())).isEqualTo("\"released\"");

        Files.delete(files.get(0));
        String log = await().until(() -> fixture().log(function), text -> text.contains("nobody waits for its answer"));
        assertThat(log).contains("RequestId: " + timedOut.requestId() + " ended after it had timed out");
    }

    @Test
    void aProcessWhosePlacesAreAllHeldBeyondTheirTimeIsReplaced() {
        String function = fixture().function("hold", "hold", Duration.ofSeconds(2), null, Map.of());
        List<Path> files = files(3);
        begin(function, files)
                .forEach(invocation ->
                        assertThat(LambdaFixture.text(invocation.join())).contains("Sandbox.Timedout"));
        String process = process(files.get(0));
        assertThat(await().until(() -> ProcessHandle.of(Long.parseLong(process)).isPresent(), alive -> !alive))
                .isFalse();
        Path next = fixture().file("next");
        CompletableFuture<InvocationResult> another =
                begin(function, List.of(next)).get(0);
        assertThat(process(next)).isNotEqualTo(process);
        assertThat(LambdaFixture.text(another.join())).contains("Sandbox.Timedout");
    }

    @Test
    void aProcessThatEndsFailsAllItsInvocationsAndNoneThatWaits() throws Exception {
        String function = fixture().function("holdOrExit", "holdOrExit", Duration.ofSeconds(60), null, Map.of());
        List<Path> files = files(2);
        List<CompletableFuture<InvocationResult>> underWay = begin(function, files);
        String process = process(files.get(0));
        assertThat(process(files.get(1))).isEqualTo(process);
        InvocationResult exited = fixture().invoke(function, "{\"status\":\"7\"}");
        assertThat(LambdaFixture.text(exited)).contains("Runtime.ExitError", "exit status 7");
        underWay.forEach(invocation -> {
            assertThat(invocation.join().functionError()).isEqualTo("Unhandled");
            assertThat(LambdaFixture.text(invocation.join()))
                    .contains(
                            "Runtime.ExitError",
                            "RequestId: " + invocation.join().requestId());
        });
        Path next = fixture().file("next");
        CompletableFuture<InvocationResult> another =
                begin(function, List.of(next)).get(0);
        assertThat(process(next)).isNotEqualTo(process);
        Files.delete(next);
        assertThat(LambdaFixture.text(another.join())).isEqualTo("\"released\"");
    }

    private List<Path> files(int count) {
        return IntStream.range(0, count)
                .mapToObj(number -> fixture().file("file-" + number))
                .toList();
    }

    private List<CompletableFuture<InvocationResult>> begin(String function, List<Path> files) {
        return files.stream()
                .map(file -> fixture().begin(function, "{\"file\":\"" + file + "\"}"))
                .toList();
    }

    /** The process whose function holds the file. */
    private String process(Path file) {
        return await().until(
                        () -> {
                            try {
                                return Files.exists(file) ? Files.readString(file) : "";
                            } catch (IOException e) {
                                throw new UncheckedIOException(e);
                            }
                        },
                        written -> !written.isEmpty());
    }
}
