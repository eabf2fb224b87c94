package dev.ordersaga.local.clock;

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

class LocalTimersTest {

    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private final AtomicBoolean busy = new AtomicBoolean();
    private final LocalTimers timers = timers(Duration.ofMinutes(10), Duration.ofSeconds(30));
    private final List<String> rung = new ArrayList<>();

    private final List<LocalTimers> made = new ArrayList<>();

    private LocalTimers timers(Duration skips, Duration timeout) {
        LocalClock clock = new LocalClock(Clock.fixed(START, ZoneOffset.UTC));
        return new LocalTimers(clock, Runnable::run, skips, busy::get, timeout);
    }

    private LocalTimers patient(Duration timeout) {
        LocalTimers patient = timers(Duration.ZERO, timeout);
        made.add(patient);
        return patient;
    }

    @Test
    void anAdvanceRingsWhatFallsDueInItsOrderEachAtItsTime() {
        LocalTimers moved = patient(Duration.ofSeconds(30));
        moved.at(START.plusSeconds(60), () -> rung.add("later at " + moved.now()));
        moved.at(START.plusSeconds(30), () -> {
            rung.add("sooner at " + moved.now());
            moved.at(moved.now().plusSeconds(10), () -> rung.add("its consequence at " + moved.now()));
        });
        moved.at(START.plusSeconds(3_601), () -> rung.add("too late"));

        assertThat(moved.advance(Duration.ofHours(1)).toCompletableFuture().join())
                .isEqualTo(START.plusSeconds(3_600));

        assertThat(rung)
                .containsExactly(
                        "sooner at " + START.plusSeconds(30),
                        "its consequence at " + START.plusSeconds(40),
                        "later at " + START.plusSeconds(60));
        assertThat(moved.now()).isEqualTo(START.plusSeconds(3_600));
    }

    @Test
    void anAdvanceWaitsForATaskThatRuns() {
        LocalTimers moved = patient(Duration.ofSeconds(30));
        List<TaskCallback> running = new ArrayList<>();
        moved.counting((task, callback) -> running.add(callback)).run(task(), new NoAnswer());
        moved.at(START.plusSeconds(15), () -> rung.add("time-out"));

        var advanced = moved.advance(Duration.ofMinutes(1)).toCompletableFuture();
        assertThat(advanced).isNotDone();
        assertThat(rung).isEmpty();

        running.get(0).succeeded(JsonNodeFactory.instance.nullNode());
        assertThat(advanced.join()).isEqualTo(START.plusSeconds(60));
        assertThat(rung).containsExactly("time-out");
    }

    @Test
    void anAdvancePassesOverATaskThatDoesNotAnswer() {
        LocalTimers moved = patient(Duration.ofMillis(20));
        moved.counting((task, callback) -> {}).run(task(), new NoAnswer());
        moved.at(START.plusSeconds(15), () -> rung.add("time-out"));

        assertThat(moved.advance(Duration.ofMinutes(1)).toCompletableFuture().join())
                .isEqualTo(START.plusSeconds(60));
        assertThat(rung).containsExactly("time-out");
    }

    @AfterEach
    void close() {
        made.forEach(LocalTimers::close);
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
