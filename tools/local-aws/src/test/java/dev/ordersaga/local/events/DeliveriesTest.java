package dev.ordersaga.local.events;

import static dev.ordersaga.local.Awaiting.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ordersaga.asl.execution.Timers;
import dev.ordersaga.local.http.AwsError;
import dev.ordersaga.local.http.AwsJson;
import dev.ordersaga.local.http.Caller;
import dev.ordersaga.local.http.OperationInput;
import dev.ordersaga.local.journal.EntryKind;
import dev.ordersaga.local.journal.LocalJournal;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DeliveriesTest {

    private final ScheduledThreadPoolExecutor timers = new ScheduledThreadPoolExecutor(1);
    private final EventTargets targets = new EventTargets();
    private final BlockingQueue<String> said = new LinkedBlockingQueue<>();
    private final BlockingQueue<String> delivered = new LinkedBlockingQueue<>();
    private final AtomicInteger attempts = new AtomicInteger();
    private final Deliveries deliveries =
            new Deliveries(targets, Clock.systemUTC(), timers, Duration.ofMillis(1), said::add, LocalJournal.NONE);

    @AfterEach
    void close() {
        timers.shutdownNow();
    }

    @Test
    void whatCannotBeHandedOverIsTriedAgain() throws Exception {
        targets.connect("lambda", told -> {
            if (attempts.incrementAndGet() <= 3) {
                throw new AwsError(attempts.get() == 1 ? 429 : 503, "Busy", "busy");
            }
            delivered.add(told.input());
            return CompletableFuture.completedFuture("done");
        });

        send("{\"MaximumRetryAttempts\":3}");

        assertThat(delivered.poll(20, TimeUnit.SECONDS)).isEqualTo("{}");
        assertThat(said).isEmpty();
    }

    @Test
    void theNextAttemptFollowsTheTimeThatIsGiven() throws Exception {
        Instant now = Instant.parse("2026-01-02T03:04:05Z");
        BlockingQueue<Runnable> alarms = new LinkedBlockingQueue<>();
        BlockingQueue<Instant> dates = new LinkedBlockingQueue<>();
        deliveries.goOn(new EventRules(), new Timers() {
            @Override
            public Instant now() {
                return now;
            }

            @Override
            public Alarm at(Instant when, Runnable action) {
                dates.add(when);
                alarms.add(action);
                return () -> {};
            }
        });
        targets.connect("lambda", told -> {
            if (attempts.incrementAndGet() == 1) {
                throw new AwsError(503, "Busy", "busy");
            }
            delivered.add(told.input());
            return CompletableFuture.completedFuture("done");
        });

        send("{}");

        Runnable alarm = alarms.poll(20, TimeUnit.SECONDS);
        assertThat(alarm).isNotNull();
        assertThat(dates).containsExactly(now.plusMillis(1));
        assertThat(delivered).isEmpty();
        alarm.run();
        assertThat(delivered).containsExactly("{}");
    }

    @Test
    void theAttemptsThatWereMadeOutliveTheProcess() throws Exception {
        Map<String, byte[]> disk = new ConcurrentHashMap<>();
        ScheduledThreadPoolExecutor killed = new ScheduledThreadPoolExecutor(1);
        targets.connect("lambda", told -> {
            attempts.incrementAndGet();
            return CompletableFuture.failedFuture(new AwsError(503, "Busy", "busy"));
        });
        EventRules rules = new EventRules();
        EventRule rule = rule("{\"MaximumRetryAttempts\":2}");
        rules.put(rule);
        Deliveries before = new Deliveries(
                targets, Clock.systemUTC(), killed, Duration.ofHours(1), said::add, new DeliveriesOnDisk(disk));
        before.send(rule, Objects.requireNonNull(rule.targets().get("t")), "{}", "e-1");
        await().until(() -> written(disk), text -> text.contains("\"attempts\":1"));
        killed.shutdownNow();

        Deliveries after = new Deliveries(
                targets, Clock.systemUTC(), timers, Duration.ofMillis(1), said::add, new DeliveriesOnDisk(disk));
        after.goOn(rules, new Timers() {
            @Override
            public Instant now() {
                return Instant.EPOCH;
            }

            @Override
            public Alarm at(Instant when, Runnable action) {
                timers.execute(action);
                return () -> {};
            }
        });

        assertThat(said.poll(20, TimeUnit.SECONDS)).contains("is dropped");
        assertThat(attempts).hasValue(3);
        assertThat(disk).isEmpty();
    }

    private static String written(Map<String, byte[]> disk) {
        return disk.values().stream()
                .map(value -> new String(value, StandardCharsets.UTF_8))
                .collect(Collectors.joining());
    }

    /** A journal of deliveries alone. */
    private record DeliveriesOnDisk(Map<String, byte[]> disk) implements LocalJournal {

        @Override
        public void set(EntryKind kind, String key, byte[] value) {
            disk.put(key, value);
        }

        @Override
        public void add(EntryKind kind, String key, byte[] value, Runnable whenSafe) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void remove(EntryKind kind, String key) {
            disk.remove(key);
        }

        @Override
        public CompletionStage<Boolean> written() {
            return CompletableFuture.completedFuture(true);
        }

        @Override
        public boolean isRefusing() {
            return false;
        }

        @Override
        public boolean isDurable() {
            return true;
        }

        @Override
        public Map<String, List<byte[]>> recovered(EntryKind kind) {
            return disk.entrySet().stream()
                    .collect(Collectors.toMap(Map.Entry::getKey, entry -> List.of(entry.getValue())));
        }
    }

    @Test
    void afterAsManyRetriesAsTheTargetSaysItIsDroppedAndSaid() throws Exception {
        targets.connect("lambda", told -> {
            attempts.incrementAndGet();
            return CompletableFuture.failedFuture(new AwsError(503, "Busy", "busy"));
        });

        send("{\"MaximumRetryAttempts\":2}");

        assertThat(said.poll(20, TimeUnit.SECONDS))
                .isEqualTo(
                        "the event e-1 of the rule r is dropped: arn:aws:lambda:us-east-1:000000000000:function:f could not be told, busy");
        assertThat(attempts).hasValue(3);
    }

    @Test
    void whatIsRefusedForGoodIsNotTriedAgain() throws Exception {
        targets.connect("lambda", told -> {
            attempts.incrementAndGet();
            throw new AwsError("ResourceNotFoundException", "there is none");
        });

        send("{}");

        assertThat(said.poll(20, TimeUnit.SECONDS)).contains("there is none");
        assertThat(attempts).hasValue(1);
    }

    @Test
    void aTargetThatNobodyIsHereIsSaid() throws Exception {
        send("{}");

        assertThat(said.poll(20, TimeUnit.SECONDS)).contains("local-aws has no lambda that could be told");
    }

    private void send(String retryPolicy) {
        EventRule rule = rule(retryPolicy);
        deliveries.send(rule, Objects.requireNonNull(rule.targets().get("t")), "{}", "e-1");
    }

    private static EventRule rule(String retryPolicy) {
        OperationInput written = new OperationInput(
                AwsJson.MAPPER
                        .createObjectNode()
                        .put("Id", "t")
                        .put("Arn", "arn:aws:lambda:us-east-1:000000000000:function:f")
                        .set("RetryPolicy", AwsJson.MAPPER.readTree(retryPolicy)),
                "ValidationException");
        Target target = Target.read(written);
        BusKey bus = new BusKey(new Caller("000000000000", "us-east-1"), BusKey.DEFAULT);
        return new EventRule(
                bus,
                "r",
                EventPattern.read("{\"source\":[\"a\"]}"),
                null,
                EventRule.ENABLED,
                null,
                null,
                Instant.EPOCH,
                Map.of("t", target));
    }
}
