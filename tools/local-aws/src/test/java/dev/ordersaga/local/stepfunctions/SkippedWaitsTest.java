package dev.ordersaga.local.stepfunctions;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ordersaga.asl.execution.TaskCallback;
import dev.ordersaga.asl.execution.TaskRequest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

class SkippedWaitsTest {

    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private final AtomicBoolean busy = new AtomicBoolean();
    private final SkippedWaits timers =
            new SkippedWaits(Clock.fixed(START, ZoneOffset.UTC), Runnable::run, Duration.ofMinutes(10), busy::get);
    private final List<String> rung = new ArrayList<>();

    @AfterEach
    void close() {
        timers.close();
    }

    @Test
    void aWaitIsOverAtOnceWhenNothingIsGoingOn() {
        timers.at(START.plusSeconds(300), () -> rung.add("five minutes"));

        assertThat(rung).containsExactly("five minutes");
        assertThat(timers.now()).isEqualTo(START.plusSeconds(300));
    }

    @Test
    void aWaitThatIsLongerThanAllowedIsNotSkipped() {
        timers.at(START.plusSeconds(601), () -> rung.add("too long"));

        assertThat(rung).isEmpty();
        assertThat(timers.now()).isEqualTo(START);
    }

    @Test
    void timeDoesNotJumpWhileATaskIsRunning() {
        List<TaskCallback> running = new ArrayList<>();
        timers.counting((task, callback) -> running.add(callback)).run(task(), new NoAnswer());

        timers.at(START.plusSeconds(15), () -> rung.add("time-out"));
        assertThat(rung).isEmpty();

        running.get(0).succeeded(JsonNodeFactory.instance.nullNode());
        assertThat(rung).containsExactly("time-out");
    }

    @Test
    void timeDoesNotJumpWhileSomebodyElseKeepsTheFunctionsBusy() throws InterruptedException {
        CountDownLatch ended = new CountDownLatch(1);
        busy.set(true);
        timers.at(START.plusSeconds(30), ended::countDown);
        assertThat(timers.now()).isEqualTo(START);
        assertThat(ended.getCount()).isOne();

        busy.set(false);

        assertThat(ended.await(10, TimeUnit.SECONDS)).isTrue();
        assertThat(timers.now()).isEqualTo(START.plusSeconds(30));
    }

    @Test
    void alarmsRingInTheOrderOfTheirTimes() {
        List<TaskCallback> running = new ArrayList<>();
        timers.counting((task, callback) -> running.add(callback)).run(task(), new NoAnswer());
        timers.at(START.plusSeconds(60), () -> rung.add("later"));
        timers.at(START.plusSeconds(30), () -> rung.add("sooner"));
        timers.at(START.plusSeconds(45), () -> rung.add("cancelled")).cancel();

        running.get(0).failed("Error", null);

        assertThat(rung).containsExactly("sooner", "later");
    }

    private static TaskRequest task() {
        return new TaskRequest("arn", "State", "resource", JsonNodeFactory.instance.nullNode(), 0, null, null);
    }

    private record NoAnswer() implements TaskCallback {

        @Override
        public void succeeded(JsonNode result) {}

        @Override
        public void failed(@Nullable String error, @Nullable String cause) {}
    }
}
