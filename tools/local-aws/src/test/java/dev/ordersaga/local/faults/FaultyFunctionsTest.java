package dev.ordersaga.local.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ordersaga.local.lambda.Functions;
import dev.ordersaga.local.lambda.InvocationRefused;
import dev.ordersaga.local.lambda.InvocationResult;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.assertj.core.api.Assertions;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

class FaultyFunctionsTest {

    private static final ObjectMapper JSON = JsonMapper.builder().build();

    private final ConcurrentLinkedQueue<String> ran = new ConcurrentLinkedQueue<>();
    private final Faults faults = new Faults();
    private final Functions functions = new FaultyFunctions(
            (function, payload) -> {
                ran.add(function + " " + new String(payload, StandardCharsets.UTF_8));
                return CompletableFuture.completedFuture(
                        new InvocationResult("\"done\"".getBytes(StandardCharsets.UTF_8), null, "$LATEST", "r-1"));
            },
            faults);

    @Test
    void withoutFaultsTheFunctionAnswers() {
        assertThat(invoke("payment", "{}").payload()).asString().isEqualTo("\"done\"");
    }

    @ParameterizedTest
    @CsvSource({
        "ERROR_BEFORE, Some.Error, 0",
        "ERROR_AFTER, Some.Error, 1",
        "TIMEOUT_BEFORE, Sandbox.Timedout, 0",
        "TIMEOUT_AFTER, Sandbox.Timedout, 1",
        "CRASH_AFTER, Runtime.ExitError, 1"
    })
    void eachKindFailsAsLambdaDoesBeforeOrAfterTheFunctionRan(FaultKind kind, String errorType, int runs) {
        faults.add(fault("payment", "{}", kind, "Some.Error", 1));

        InvocationResult failed = invoke("payment", "{}");

        assertThat(failed.functionError()).isEqualTo("Unhandled");
        assertThat(JSON.readTree(failed.payload()).path("errorType").asString()).isEqualTo(errorType);
        assertThat(JSON.readTree(failed.payload()).path("errorMessage").asString())
                .isNotEmpty();
        assertThat(ran).hasSize(runs);
    }

    @Test
    void aThrottledInvocationIsRefusedAndNeverRuns() {
        faults.add(fault("payment", "{}", FaultKind.THROTTLE, null, 1));

        Assertions.assertThatThrownBy(() -> invoke("payment", "{}"))
                .isInstanceOf(CompletionException.class)
                .cause()
                .isInstanceOfSatisfying(InvocationRefused.class, refused -> {
                    assertThat(refused.status()).isEqualTo(429);
                    assertThat(refused.code()).isEqualTo("TooManyRequestsException");
                });
        assertThat(ran).isEmpty();
    }

    @Test
    void onlyPayloadsThatMatchFail() {
        faults.add(fault("payment", "{\"action\":\"refund\"}", FaultKind.ERROR_BEFORE, null, 1));

        assertThat(invoke("payment", "{\"action\":\"charge\"}").functionError()).isNull();
        assertThat(invoke("payment", "not json").functionError()).isNull();
        assertThat(invoke("other", "{\"action\":\"refund\"}").functionError()).isNull();
        assertThat(invoke("payment", "{\"orderId\":\"o\",\"action\":\"refund\"}")
                        .functionError())
                .isEqualTo("Unhandled");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "payment",
                "payment:live",
                "000000000000:function:payment",
                "arn:aws:lambda:us-east-1:000000000000:function:payment",
                "arn:aws:lambda:us-east-1:000000000000:function:payment:live"
            })
    void aFunctionIsTheSameByWhateverName(String function) {
        faults.add(fault("payment", "{}", FaultKind.ERROR_BEFORE, null, 1));

        assertThat(invoke(function, "{}").functionError()).isEqualTo("Unhandled");
    }

    @Test
    void faultsAreUsedUpInTheirOrder() {
        faults.add(fault("payment", "{}", FaultKind.ERROR_BEFORE, "First", 1));
        faults.add(fault("payment", "{}", FaultKind.ERROR_BEFORE, "Second", 2));

        List<String> errors = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            errors.add(JSON.readTree(invoke("payment", "{}").payload())
                    .path("errorType")
                    .asString("none"));
        }

        assertThat(errors).containsExactly("First", "Second", "Second", "none");
        assertThat(faults.list()).extracting(Faults.State::used).containsExactly(1, 2);
    }

    @Test
    void manyAtOnceMeetAFaultExactlyAsOftenAsAskedFor() throws InterruptedException {
        faults.add(fault("payment", "{}", FaultKind.ERROR_BEFORE, null, 100));
        AtomicInteger failed = new AtomicInteger();
        ExecutorService many = Executors.newFixedThreadPool(8);
        for (int i = 0; i < 1_000; i++) {
            many.execute(() -> {
                if (invoke("payment", "{}").functionError() != null) {
                    failed.incrementAndGet();
                }
            });
        }
        many.shutdown();

        assertThat(many.awaitTermination(20, TimeUnit.SECONDS)).isTrue();
        assertThat(failed).hasValue(100);
        assertThat(ran).hasSize(900);
    }

    @Test
    void theFunctionsOwnErrorIsLostToATimeout() {
        Functions failing = new FaultyFunctions(
                (function, payload) -> CompletableFuture.completedFuture(new InvocationResult(
                        "{\"errorType\":\"Own\"}".getBytes(StandardCharsets.UTF_8), "Unhandled", "$LATEST", "r")),
                faults);
        faults.add(fault("payment", "{}", FaultKind.TIMEOUT_AFTER, null, 1));

        InvocationResult failed =
                failing.invoke("payment", new byte[0]).toCompletableFuture().join();

        assertThat(JSON.readTree(failed.payload()).path("errorType").asString()).isEqualTo("Sandbox.Timedout");
    }

    private InvocationResult invoke(String function, String payload) {
        return functions
                .invoke(function, payload.getBytes(StandardCharsets.UTF_8))
                .toCompletableFuture()
                .join();
    }

    private static Fault fault(String function, String match, FaultKind kind, @Nullable String error, int times) {
        return new Fault(function, (ObjectNode) JSON.readTree(match), kind, error, times, Duration.ZERO);
    }
}
