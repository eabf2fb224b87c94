package dev.ordersaga.saga.matrix;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ordersaga.asl.StateMachine;
import dev.ordersaga.asl.execution.Engine;
import dev.ordersaga.asl.execution.Execution;
import dev.ordersaga.asl.execution.ExecutionRequest;
import dev.ordersaga.asl.execution.ExecutionStatus;
import dev.ordersaga.asl.execution.TaskCallback;
import dev.ordersaga.asl.execution.TaskRequest;
import dev.ordersaga.asl.execution.Timers;
import dev.ordersaga.participant.Backoff;
import dev.ordersaga.saga.services.OnStores;
import dev.ordersaga.saga.services.Participants;
import dev.ordersaga.saga.services.Participants.Told;
import dev.ordersaga.saga.services.Stores;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsRequest;
import tools.jackson.databind.node.ObjectNode;

/** A thousand customers at once want a sku of which there are a hundred pieces. */
@OnStores
class HotStockTest {

    private static final int BUYERS = 1_000;
    private static final int PIECES = 100;
    private static final int THREADS = 48;
    private static final long PRICE = 1_990;
    private static final String SKU = "sku-hot";

    /** Of every so many orders one meets only conflicts, all through its first attempt to reserve. */
    private static final int UNLUCKY = 5;

    private final AtomicInteger conflicts = new AtomicInteger();
    private final AtomicInteger busy = new AtomicInteger();
    private final Map<String, AtomicInteger> attempts = new ConcurrentHashMap<>();

    @Test
    void aHundredPiecesForAThousandBuyersMakeAHundredConfirmedOrdersAndNobodyPaysForNothing(
            Stores stores, TestReporter report) throws Exception {
        stores.stock(SKU, PIECES);
        List<String> ids = IntStream.range(0, BUYERS)
                .mapToObj(number -> UUID.randomUUID().toString().replace("-", ""))
                .toList();
        Duration took = buy(stores, ids);

        List<Map<String, AttributeValue>> orders =
                ids.stream().map(id -> stores.item(Stores.ORDERS, id)).toList();
        long confirmed = orders.stream()
                .filter(order -> Stores.text(order, "status").equals("CONFIRMED"))
                .count();
        report.publishEntry(
                "hot stock",
                String.format(
                        "%,d executions in flight at once, %d confirmed in %d s; %,d transactions met a conflict, %,d calls were answered ParticipantBusy",
                        BUYERS, confirmed, took.toSeconds(), conflicts.get(), busy.get()));
        assertThat(confirmed).isEqualTo(PIECES);
        assertThat(stores.onHand(SKU)).isZero();
        for (Map<String, AttributeValue> order : orders) {
            boolean isConfirmed = Stores.text(order, "status").equals("CONFIRMED");
            assertThat(stores.kept(Stores.text(order, "id"))).isEqualTo(isConfirmed ? PRICE : 0);
            if (!isConfirmed) {
                assertThat(Stores.text(order, "status")).isEqualTo("REJECTED");
                assertThat(Stores.text(order, "reason")).isEqualTo("OUT_OF_STOCK");
            }
        }
        assertThat(busy)
                .as("calls whose conflicts outlasted the fence's timeout")
                .hasPositiveValue();
    }

    private Duration buy(Stores stores, List<String> ids) throws InterruptedException {
        ExecutorService lambda = Executors.newFixedThreadPool(THREADS);
        ExecutorService interpreter = Executors.newFixedThreadPool(2);
        ScheduledThreadPoolExecutor watch = new ScheduledThreadPoolExecutor(1);
        try {
            CountDownLatch allThere = new CountDownLatch(1);
            CountDownLatch allEnded = new CountDownLatch(ids.size());
            Participants participants = new Participants(
                    conflicting(stores.client()),
                    Clock.systemUTC(),
                    Backoff.standard(),
                    pause -> Thread.sleep(pause.toMillis()));
            Engine engine = new Engine(
                    interpreter,
                    new PassingTime(watch, interpreter),
                    (task, callback) -> lambda.execute(() -> {
                        awaited(allThere);
                        answer(participants, task, callback);
                    }),
                    () -> ThreadLocalRandom.current().nextDouble(),
                    () -> UUID.randomUUID().toString());
            StateMachine machine = requireNonNull(Matrix.shipped().get(RunningSaga.Kind.ORDER));
            List<Execution> executions = new ArrayList<>();
            for (String id : ids) {
                Execution execution = engine.start(machine, request(id));
                execution.whenEnded(allEnded::countDown);
                executions.add(execution);
            }
            assertThat(executions).allMatch(execution -> execution.status() == ExecutionStatus.RUNNING);
            Instant began = Instant.now();
            allThere.countDown();
            assertThat(allEnded.await(8, TimeUnit.MINUTES)).as("all have ended").isTrue();
            assertThat(executions).allMatch(execution -> execution.status() == ExecutionStatus.SUCCEEDED);
            return Duration.between(began, Instant.now());
        } finally {
            lambda.shutdownNow();
            interpreter.shutdownNow();
            watch.shutdownNow();
        }
    }

    private static void awaited(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void answer(Participants participants, TaskRequest task, TaskCallback callback) {
        if (task.resource().contains("events:putEvents")) {
            callback.succeeded(Participants.JSON.createObjectNode().put("FailedEntryCount", 0));
            return;
        }
        Told told = participants.invoke(task.input());
        if (told.answer() != null) {
            callback.succeeded(told.answer());
            return;
        }
        if ("dev.ordersaga.participant.ParticipantBusy".equals(told.error())) {
            busy.incrementAndGet();
        }
        callback.failed(told.error(), told.cause());
    }

    private static ExecutionRequest request(String id) {
        ObjectNode input = Participants.JSON.createObjectNode();
        input.put("orderId", id);
        input.put("customerId", "customer-" + id);
        ObjectNode item = input.putArray("items").addObject();
        item.put("sku", SKU)
                .put("quantity", 1)
                .putObject("unitPrice")
                .put("amount", PRICE)
                .put("currency", "EUR");
        input.putObject("total").put("amount", PRICE).put("currency", "EUR");
        input.put("paymentMethod", "pm_card_visa");
        input.put("fingerprint", "5b4f0e0d5a4c2f5f8f5e0a0d6f1f3a1c9d7b6e2a4c8f0b1d3e5a7c9f2b4d6e80");
        input.put("placedAt", "2030-01-01T00:00:00Z");
        String machine = "arn:aws:states:us-east-1:000000000000:stateMachine:order-saga";
        return new ExecutionRequest(
                machine.replace("stateMachine", "execution") + ":" + id,
                id,
                machine,
                "order-saga",
                "arn:aws:iam::000000000000:role/order-saga",
                Participants.JSON.writeValueAsString(input));
    }

    /** A client of a DynamoDB on which transactions meet: DynamoDB Local lets one wait for the other and never says so. */
    private DynamoDbClient conflicting(DynamoDbClient real) {
        return (DynamoDbClient) Proxy.newProxyInstance(
                DynamoDbClient.class.getClassLoader(),
                new Class<?>[] {DynamoDbClient.class},
                (proxy, method, arguments) -> {
                    if (method.getName().equals("transactWriteItems") && meetsAnother(arguments[0])) {
                        conflicts.incrementAndGet();
                        throw Wire.conflict();
                    }
                    try {
                        return method.invoke(real, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause() == null ? e : e.getCause();
                    }
                });
    }

    private boolean meetsAnother(Object argument) {
        return Wire.request("transactWriteItems", argument) instanceof TransactWriteItemsRequest request
                && request.transactItems().stream()
                        .anyMatch(item -> item.update() != null
                                && item.update().tableName().equals(Stores.STOCK))
                && (isUnlucky(request.transactItems().get(0).put().item())
                        || ThreadLocalRandom.current().nextInt(4) == 0);
    }

    private boolean isUnlucky(Map<String, AttributeValue> step) {
        String id = Stores.text(step, "id");
        return id.hashCode() % UNLUCKY == 0
                && attempts.computeIfAbsent(id, key -> new AtomicInteger()).incrementAndGet() <= 8;
    }

    /** Time that passes by itself. Time-outs are ten times as long: a busy machine is not what is under test. */
    private record PassingTime(ScheduledThreadPoolExecutor watch, ExecutorService interpreter) implements Timers {

        private static final Duration LONG = Duration.ofSeconds(10);

        @Override
        public Instant now() {
            return Instant.now();
        }

        @Override
        public Alarm at(Instant when, Runnable action) {
            Duration wait = Duration.between(now(), when);
            Duration stretched = wait.compareTo(LONG) > 0 ? wait.multipliedBy(10) : wait;
            Future<?> set = watch.schedule(
                    () -> interpreter.execute(action), Math.max(0, stretched.toMillis()), TimeUnit.MILLISECONDS);
            return () -> set.cancel(false);
        }
    }
}
