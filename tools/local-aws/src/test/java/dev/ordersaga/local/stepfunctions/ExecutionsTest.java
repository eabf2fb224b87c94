package dev.ordersaga.local.stepfunctions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ordersaga.asl.StateMachine;
import dev.ordersaga.asl.execution.Engine;
import dev.ordersaga.asl.execution.ExecutionRequest;
import dev.ordersaga.asl.execution.TaskCallback;
import dev.ordersaga.asl.execution.VirtualTimers;
import dev.ordersaga.local.http.AwsError;
import dev.ordersaga.local.http.AwsJson;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class ExecutionsTest {

    private static final String MACHINE = "arn:aws:states:us-east-1:000000000000:stateMachine:m";

    private final VirtualTimers timers = new VirtualTimers(Instant.parse("2026-01-01T00:00:00Z"));
    private final AtomicInteger ids = new AtomicInteger();
    private final Engine engine = new Engine(
            Runnable::run,
            timers,
            (task, callback) -> callback.succeeded(task.input()),
            () -> 0,
            () -> "id-" + ids.incrementAndGet());
    private final List<TaskCallback> callbacks = new ArrayList<>();
    private final Executions executions = new Executions(new VirtualClock(), 3);

    @Test
    void aNameIsFreeAgainNinetyDaysAfterItsExecutionEnded() {
        StartedExecution first = start("a");

        timers.advance(Duration.ofDays(90));
        assertThatThrownBy(() -> start("a")).isInstanceOf(AwsError.class);
        timers.advance(Duration.ofMillis(1));

        assertThat(start("a")).isNotSameAs(first);
    }

    @Test
    void ofManyEndedExecutionsTheLastAreKept() {
        for (int i = 0; i < 5; i++) {
            start("e" + i);
        }

        assertThat(executions.find(arn("e1"))).isEmpty();
        assertThat(executions.find(arn("e2"))).isPresent();
        assertThat(executions.of(MACHINE, Long.MAX_VALUE, 10, started -> true))
                .extracting(started -> started.request().executionName())
                .containsExactly("e4", "e3", "e2");
    }

    @Test
    void aForgottenExecutionsNameStaysRefused() {
        for (int i = 0; i < 5; i++) {
            start("e" + i);
        }

        assertThatThrownBy(() -> start("e0"))
                .isInstanceOfSatisfying(
                        AwsError.class, e -> assertThat(e.code()).isEqualTo("ExecutionAlreadyExists"));
        timers.advance(Duration.ofDays(91));
        assertThat(start("e0")).isNotNull();
    }

    @Test
    void endedExecutionsAreKeptWhileTheirBytesAllowIt() {
        Executions small = new Executions(new VirtualClock(), 1_000, 100_000);
        String input = "{\"text\":\"" + "x".repeat(10_000) + "\"}";
        for (int i = 0; i < 20; i++) {
            small.start(
                    engine,
                    new ExecutionRequest(arn("b" + i), "b" + i, MACHINE, "m", Machines.ROLE, input),
                    revision(),
                    StartedBy.STATE_MACHINE);
        }

        assertThat(small.of(MACHINE, Long.MAX_VALUE, 100, started -> true).size())
                .isBetween(2, 9);
        assertThat(small.find(arn("b19"))).isPresent();
        assertThat(small.find(arn("b0"))).isEmpty();
    }

    @Test
    void anEndedExecutionTellsItsWholeHistoryFromItsBytes() {
        StartedExecution started = start("told");

        assertThat(started.execution().history())
                .extracting(event -> event.type())
                .containsExactly("ExecutionStarted", "PassStateEntered", "PassStateExited", "ExecutionSucceeded");
        assertThat(started.execution().output()).hasValue("{}");
    }

    @Test
    void aRedrivenExecutionIsAnOpenOneUntilItEndsAgain() {
        Engine failing =
                new Engine(Runnable::run, timers, (task, callback) -> callbacks.add(callback), () -> 0, () -> "id");
        StartedExecution redriven = executions.start(
                failing,
                request("redriven"),
                revision("{\"StartAt\": \"A\", \"States\": {\"A\": {\"Type\": \"Task\", \"End\": true,"
                        + " \"Resource\": \"arn:aws:states:::lambda:invoke\"}}}"),
                StartedBy.STATE_MACHINE);
        callbacks.get(0).failed("Spilt", null);
        assertThat(executions.redrive(redriven)).isCompletedWithValue(true);

        for (int i = 0; i < 5; i++) {
            start("e" + i);
        }
        assertThat(executions.find(arn("redriven"))).hasValue(redriven);
        assertThat(executions.find(arn("e2"))).isPresent();

        callbacks.get(1).failed("Spilt", null);
        assertThat(executions.find(arn("e2"))).isEmpty();
        assertThat(executions.find(arn("redriven"))).hasValue(redriven);
    }

    @Test
    void anInputThatTheEngineRefusesLeavesTheNameFree() {
        Engine refusing = new Engine(
                work -> {
                    throw new IllegalStateException("no thread");
                },
                timers,
                (task, callback) -> callback.succeeded(task.input()),
                () -> 0,
                () -> "id");

        assertThatThrownBy(() -> executions.start(refusing, request("a"), revision(), StartedBy.STATE_MACHINE))
                .isInstanceOf(IllegalStateException.class);

        assertThat(start("a").arn()).isEqualTo(arn("a"));
    }

    private StartedExecution start(String name) {
        return executions.start(engine, request(name), revision(), StartedBy.STATE_MACHINE);
    }

    private static ExecutionRequest request(String name) {
        return new ExecutionRequest(arn(name), name, MACHINE, "m", Machines.ROLE, "{}");
    }

    private static String arn(String name) {
        return "arn:aws:states:us-east-1:000000000000:execution:m:" + name;
    }

    private static Revision revision() {
        return revision(Machines.PASSES);
    }

    private static Revision revision(String definition) {
        return new Revision(
                null,
                definition,
                StateMachine.parse(definition),
                Machines.ROLE,
                AwsJson.MAPPER.createObjectNode(),
                AwsJson.MAPPER.createObjectNode(),
                Instant.EPOCH,
                EncryptionConfigurations.ownedKey());
    }

    private final class VirtualClock extends Clock {

        @Override
        public Instant instant() {
            return timers.now();
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }
}
