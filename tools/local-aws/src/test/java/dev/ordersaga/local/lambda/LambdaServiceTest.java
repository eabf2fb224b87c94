package dev.ordersaga.local.lambda;

import static dev.ordersaga.local.Awaiting.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LambdaServiceTest {

    @TempDir
    Path directory;

    private LambdaFixture fixture;

    /** Every test here holds for one invocation at a time in a process and for several; a subclass says several. */
    int invocationsPerEnvironment() {
        return 1;
    }

    /** How long the first process of a function needs that begins too slowly for the init phase on demand. */
    Duration slowBeginning() {
        return Duration.ofSeconds(60);
    }

    LambdaFixture fixture() {
        return fixture;
    }

    private void openWith(UnaryOperator<LambdaSettings> changes) {
        fixture = new LambdaFixture(
                directory,
                settings -> changes.apply(settings.withInvocationsPerEnvironment(invocationsPerEnvironment())));
    }

    @BeforeEach
    void open() {
        openWith(settings -> settings.withConcurrency(3));
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void aFunctionAnswersAndItsProcessIsUsedAgain() {
        String function = fixture.function("count");
        InvocationResult first = fixture.invoke(function, "{}");
        assertThat(LambdaFixture.text(first)).isEqualTo("1");
        assertThat(first.functionError()).isNull();
        assertThat(first.executedVersion()).isEqualTo("$LATEST");
        assertThat(LambdaFixture.text(fixture.invoke(function, "{}"))).isEqualTo("2");
    }

    @Test
    void anErrorIsKnownByTheFullNameOfItsClass() {
        InvocationResult refused = fixture.invoke(fixture.function("refuse"), "{\"sku\":\"tea\"}");
        assertThat(refused.functionError()).isEqualTo("Unhandled");
        assertThat(LambdaFixture.text(refused))
                .contains("\"errorType\":\"" + TestHandlers.OutOfStock.class.getName() + "\"")
                .contains("\"errorMessage\":\"OUT_OF_STOCK: tea\"");
    }

    @Test
    void aFunctionThatTakesTooLongIsEndedBeforeItsCallerLearnsOfIt() throws Exception {
        String function = fixture.function("hold", "hold", Duration.ofSeconds(1), null, Map.of());
        Path held = fixture.file("held");
        InvocationResult timedOut = fixture.invoke(function, "{\"file\":\"" + held + "\"}");
        assertThat(LambdaFixture.text(timedOut))
                .isEqualTo("{\"errorType\":\"Sandbox.Timedout\",\"errorMessage\":\"RequestId: " + timedOut.requestId()
                        + " Error: Task timed out after 1.00 seconds\"}");
        assertThat(timedOut.functionError()).isEqualTo("Unhandled");
        assertThat(ProcessHandle.of(Long.parseLong(Files.readString(held)))).isEmpty();
    }

    @Test
    void aProcessThatEndsFailsItsInvocationAndTheNextGetsAnother() {
        String function = fixture.function("exit");
        for (int status : new int[] {1, 7}) {
            InvocationResult crashed = fixture.invoke(function, "{\"status\":\"" + status + "\"}");
            assertThat(LambdaFixture.text(crashed))
                    .isEqualTo("{\"errorType\":\"Runtime.ExitError\",\"errorMessage\":\"RequestId: "
                            + crashed.requestId() + " Error: Runtime exited with error: exit status " + status + "\"}");
        }
    }

    @Test
    void aFunctionThatCannotBeMadeSaysWhy() {
        fixture.lambda.createOrUpdate(fixture.spec(
                "unmakeable",
                TestHandlers.Unmakeable.class.getName() + "::handle",
                Duration.ofSeconds(9),
                null,
                Map.of()));
        InvocationResult failed = fixture.invoke("unmakeable", "{}");
        assertThat(failed.functionError()).isEqualTo("Unhandled");
        assertThat(LambdaFixture.text(failed)).contains("errorType", "no table name");
    }

    @Test
    void reservedConcurrencyBoundsWhatRunsAtOnce() throws Exception {
        String function = fixture.function("hold", "hold", Duration.ofSeconds(60), 1, Map.of());
        Path held = fixture.file("held");
        CompletableFuture<InvocationResult> first = fixture.begin(function, "{\"file\":\"" + held + "\"}");
        await().until(() -> Files.exists(held));
        assertThatThrownBy(() -> fixture.invoke(function, "{}"))
                .isInstanceOf(CompletionException.class)
                .cause()
                .isInstanceOfSatisfying(InvocationRefused.class, refused -> {
                    assertThat(refused.status()).isEqualTo(429);
                    assertThat(refused.code()).isEqualTo("TooManyRequestsException");
                });
        Files.delete(held);
        assertThat(LambdaFixture.text(first.join())).isEqualTo("\"released\"");
    }

    @Test
    void anAnswerToAnotherInvocationChangesNothing() throws Exception {
        String holding = fixture.function("hold");
        String late = fixture.function("answerAnother");
        Path held = fixture.file("held");
        CompletableFuture<InvocationResult> first = fixture.begin(holding, "{\"file\":\"" + held + "\"}");
        await().until(() -> Files.exists(held));
        InvocationResult refused = fixture.invoke(late, "{\"requestId\":\"00000000-0000-0000-0000-000000000000\"}");
        assertThat(LambdaFixture.text(refused)).isEqualTo("400");
        Files.delete(held);
        assertThat(LambdaFixture.text(first.join())).isEqualTo("\"released\"");
    }

    @Test
    void anInvocationUnderWayEndsWithTheCodeItBeganWith() throws Exception {
        String function = fixture.function("changing", "hold", Duration.ofSeconds(60), null, Map.of());
        Path held = fixture.file("held");
        CompletableFuture<InvocationResult> first = fixture.begin(function, "{\"file\":\"" + held + "\"}");
        await().until(() -> Files.exists(held));
        fixture.function("changing", "count", Duration.ofSeconds(60), null, Map.of());
        assertThat(LambdaFixture.text(fixture.invoke(function, "{}"))).isEqualTo("1");
        Files.delete(held);
        assertThat(LambdaFixture.text(first.join())).isEqualTo("\"released\"");
    }

    @Test
    void aFunctionSeesTheVariablesThatAwsSets() {
        fixture.function("variable", "variable", Duration.ofSeconds(60), null, Map.of("ORDERS_TABLE", "orders"));
        Map<String, String> expected = Map.of(
                "ORDERS_TABLE", "orders",
                "AWS_REGION", "us-east-1",
                "AWS_ENDPOINT_URL", "http://127.0.0.1:4566",
                "AWS_LAMBDA_FUNCTION_NAME", "variable",
                "AWS_LAMBDA_FUNCTION_VERSION", "$LATEST",
                "AWS_ACCESS_KEY_ID", "000000000000",
                "HOME", "none");
        expected.forEach((name, value) -> assertThat(
                        LambdaFixture.text(fixture.invoke("variable", "{\"name\":\"" + name + "\"}")))
                .isEqualTo("\"" + value + "\""));
    }

    @Test
    void aProcessThatBeginsTooSlowlyGetsOneMoreTry() {
        fixture.close();
        openWith(settings -> settings.withInitTimeout(Duration.ofSeconds(4)));
        fixture.lambda.createOrUpdate(fixture.spec(
                "slow",
                TestHandlers.SlowToBegin.class.getName() + "::handle",
                Duration.ofSeconds(60),
                null,
                slow(fixture.file("begun"))));
        assertThat(LambdaFixture.text(fixture.invoke("slow", "{}"))).isEqualTo("\"begun\"");
    }

    private Map<String, String> slow(Path begun) {
        return Map.of(
                "BEGUN",
                begun.toString(),
                "MILLISECONDS",
                Long.toString(slowBeginning().toMillis()));
    }

    @Test
    void aProcessThatDiesAsItBeginsTakesItsInvocationsWithItTheSecondTimeOnly() {
        fixture.lambda.createOrUpdate(fixture.spec(
                "once",
                TestHandlers.DiesAtFirst.class.getName() + "::handle",
                Duration.ofSeconds(60),
                null,
                Map.of("BEGUN", fixture.file("begun").toString())));
        fixture.lambda.createOrUpdate(fixture.spec(
                "always",
                TestHandlers.DiesAlways.class.getName() + "::handle",
                Duration.ofSeconds(60),
                null,
                Map.of()));
        assertThat(LambdaFixture.text(fixture.invoke("once", "{}"))).isEqualTo("\"begun\"");
        assertThat(LambdaFixture.text(fixture.invoke("always", "{}"))).contains("Runtime.ExitError", "signal: killed");
    }

    @Test
    void whatNoProcessCanBeginInItsCallersTimeIsThrottledAndNeverRun() throws Exception {
        fixture.close();
        openWith(settings -> settings.withConcurrency(1000));
        Path told = fixture.file("told");
        fixture.lambda.createOrUpdate(fixture.spec(
                "busy",
                TestHandlers.BeginsWhenTold.class.getName() + "::handle",
                Duration.ofSeconds(2),
                null,
                Map.of("TOLD", told.toString())));
        List<CompletableFuture<InvocationResult>> patient = IntStream.range(0, 10)
                .mapToObj(number -> ran("busy", "patient-" + number, null))
                .toList();
        List<CompletableFuture<InvocationResult>> impatient = IntStream.range(0, 10)
                .mapToObj(number -> ran("busy", "impatient-" + number, Duration.ofSeconds(3)))
                .toList();

        impatient.forEach(each -> assertThatThrownBy(() -> each.get(30, TimeUnit.SECONDS))
                .cause()
                .isInstanceOfSatisfying(
                        InvocationRefused.class,
                        refused -> assertThat(refused.code()).isEqualTo("TooManyRequestsException")));
        Files.createFile(told);
        patient.forEach(each -> assertThat(each.join().functionError()).isNull());
        assertThat(IntStream.range(0, 10).mapToObj(number -> fixture.file("impatient-" + number)))
                .noneMatch(Files::exists);
    }

    @Test
    void whatWaitsForAProcessThatBeginsIsThrottledBeforeItsCallerGivesItUp() {
        Duration patience = Duration.ofSeconds(5);
        fixture.lambda.createOrUpdate(fixture.spec(
                "begins",
                TestHandlers.BeginsWhenTold.class.getName() + "::handle",
                Duration.ofSeconds(2),
                null,
                Map.of("TOLD", fixture.file("never").toString())));
        CompletableFuture<InvocationResult> invoked = ran("begins", "not-run", patience);
        assertThatThrownBy(() -> invoked.get(patience.toMillis(), TimeUnit.MILLISECONDS))
                .cause()
                .isInstanceOfSatisfying(
                        InvocationRefused.class,
                        refused -> assertThat(refused.code()).isEqualTo("TooManyRequestsException"));
        assertThat(fixture.file("not-run")).doesNotExist();
    }

    private CompletableFuture<InvocationResult> ran(String function, String file, @Nullable Duration patience) {
        byte[] payload = ("{\"file\":\"" + fixture.file(file) + "\"}").getBytes(StandardCharsets.UTF_8);
        return fixture.lambda.invoke(function, payload, patience).toCompletableFuture();
    }

    @Test
    void theAccountsConcurrencyBoundsWhatAllFunctionsRunTogether() throws Exception {
        String holding = fixture.function("hold");
        String other = fixture.function("count");
        List<Path> held = IntStream.range(0, 3)
                .mapToObj(number -> fixture.file("held-" + number))
                .toList();
        List<CompletableFuture<InvocationResult>> underWay = held.stream()
                .map(file -> fixture.begin(holding, "{\"file\":\"" + file + "\"}"))
                .toList();
        assertThatThrownBy(() -> fixture.invoke(other, "{}"))
                .cause()
                .isInstanceOfSatisfying(
                        InvocationRefused.class,
                        refused -> assertThat(refused.code()).isEqualTo("TooManyRequestsException"));
        for (Path file : held) {
            await().until(() -> Files.exists(file));
            Files.delete(file);
        }
        underWay.forEach(
                invocation -> assertThat(LambdaFixture.text(invocation.join())).isEqualTo("\"released\""));
        assertThat(LambdaFixture.text(fixture.invoke(other, "{}"))).isEqualTo("1");
    }

    @Test
    void invocationsThatComeTogetherWaitForTheProcessThatBegins() {
        fixture.close();
        openWith(settings -> settings);
        String function = fixture.function("pid");
        List<CompletableFuture<InvocationResult>> burst = IntStream.range(0, 200)
                .mapToObj(number -> fixture.begin(function, "{}"))
                .toList();
        Set<String> processes =
                burst.stream().map(answer -> LambdaFixture.text(answer.join())).collect(Collectors.toSet());
        assertThat(burst)
                .allSatisfy(answer -> assertThat(answer.join().functionError()).isNull());
        // One is enough; on a machine that is busy the first invocations may take so long that a second is worth it.
        assertThat(processes).hasSizeLessThanOrEqualTo(4);
    }

    @Test
    void aVersionThatIsPrewarmedHasItsProcessBeforeAnybodyAsks() {
        fixture.close();
        openWith(settings -> settings.withPrewarm(true));
        Path begun = fixture.file("begun");
        fixture.lambda.createOrUpdate(fixture.spec(
                "prewarmed",
                TestHandlers.SlowToBegin.class.getName() + "::handle",
                Duration.ofSeconds(60),
                null,
                slow(begun)));
        fixture.lambda.prewarm("prewarmed");
        assertThat(await().until(() -> Files.exists(begun), exists -> exists)).isTrue();
    }

    @Test
    void anAnswerThatIsTooLargeIsAnError() {
        InvocationResult large = fixture.invoke(fixture.function("large"), "{}");
        assertThat(LambdaFixture.text(large)).contains("Function.ResponseSizeTooLarge");
    }

    @Test
    void theLogTellsTheInvocationsApart() {
        InvocationResult answered = fixture.invoke(fixture.function("echo"), "{\"a\":1}");
        assertThat(LambdaFixture.text(answered)).isEqualTo("{\"a\":1}");
        assertThat(fixture.log("echo"))
                .containsSubsequence(
                        "START RequestId: " + answered.requestId() + " Version: $LATEST",
                        "echoing",
                        "END RequestId: " + answered.requestId(),
                        "REPORT RequestId: " + answered.requestId(),
                        "Init Duration");
    }

    @Test
    void aProcessThatIsIdleForLongIsEnded() {
        fixture.close();
        openWith(settings -> settings.withIdleTimeout(Duration.ofMillis(50)));
        String pid = LambdaFixture.text(fixture.invoke(fixture.function("pid"), "{}"));
        assertThat(await().until(() -> ProcessHandle.of(Long.parseLong(pid)).isPresent(), alive -> !alive))
                .isFalse();
        assertThat(LambdaFixture.text(fixture.invoke("pid", "{}"))).isNotEqualTo(pid);
    }

    @Test
    void closingRefusesWhatIsUnderWayAndEndsItsProcess() throws Exception {
        String function = fixture.function("hold");
        Path held = fixture.file("held");
        CompletableFuture<InvocationResult> first = fixture.begin(function, "{\"file\":\"" + held + "\"}");
        String pid = await().until(
                        () -> {
                            try {
                                return Files.exists(held) ? Files.readString(held) : "";
                            } catch (java.io.IOException e) {
                                throw new java.io.UncheckedIOException(e);
                            }
                        },
                        written -> !written.isEmpty());
        fixture.close();
        assertThatThrownBy(first::join).hasCauseInstanceOf(InvocationRefused.class);
        assertThat(await().until(() -> ProcessHandle.of(Long.parseLong(pid)).isPresent(), alive -> !alive))
                .isFalse();
    }
}
