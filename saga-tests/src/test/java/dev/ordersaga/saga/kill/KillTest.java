package dev.ordersaga.saga.kill;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ordersaga.definition.OrderSaga;
import dev.ordersaga.saga.kill.KilledLocalAws.Answer;
import dev.ordersaga.saga.services.OnStores;
import dev.ordersaga.saga.services.Participants;
import dev.ordersaga.saga.services.Stores;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * local-aws is killed again and again at random moments while orders flow, also while it starts; every order that was accepted ends as if
 * nothing had happened. {@code -Dsaga.kills=300} for many, {@code -Dsaga.killSeed=N} for other moments.
 */
@OnStores
class KillTest {

    private static final int KILLS = Integer.getInteger("saga.kills", 12);
    private static final long SEED = Long.getLong("saga.killSeed", 20_261_126L);
    private static final int ORDERS_A_LIFE = 10;
    private static final int QUANTITY = 2;
    private static final long PRICE = 1_250;
    private static final long STOCK = 1_000_000;
    private static final long RARE_STOCK = 11;
    private static final String MACHINE = "arn:aws:states:us-east-1:000000000000:stateMachine:order-saga";
    private static final String EVENTS = "order-events";

    private static final int ITEMS = 200;
    private static final int AT_ONCE = 20;
    private static final String MAP = """
            {"StartAt": "All", "States": {"All": {"Type": "Map", "MaxConcurrency": %d, "End": true, "ItemProcessor": {
              "ProcessorConfig": {"Mode": "DISTRIBUTED", "ExecutionType": "STANDARD"},
              "StartAt": "Tell", "States": {
                "Tell": {"Type": "Task", "Resource": "arn:aws:states:::lambda:invoke", "Next": "Wait",
                  "Parameters": {"FunctionName": "%s", "Payload.$": "$"}},
                "Wait": {"Type": "Wait", "Seconds": 2, "End": true}}}}}}""".formatted(AT_ONCE, KilledLocalAws.LISTENER);

    @TempDir
    Path data;

    private final Random chance = new Random(SEED);
    private final List<Placed> accepted = new ArrayList<>();
    private final ConcurrentLinkedQueue<Placed> unanswered = new ConcurrentLinkedQueue<>();
    private final Map<String, List<JsonNode>> seen = new LinkedHashMap<>();
    private int placed;
    private boolean isWatched;

    /** An order that somebody wants to have. */
    private record Placed(String id, String sku, String card) {

        String executionArn() {
            return MACHINE.replace("stateMachine", "execution") + ":" + id;
        }

        ObjectNode start() {
            ObjectNode input = Participants.JSON.createObjectNode();
            input.put("orderId", id).put("customerId", "customer-1");
            ObjectNode item = input.putArray("items").addObject();
            item.put("sku", sku).put("quantity", QUANTITY);
            item.putObject("unitPrice").put("amount", PRICE).put("currency", "EUR");
            input.putObject("total").put("amount", QUANTITY * PRICE).put("currency", "EUR");
            input.put("paymentMethod", card)
                    .put("fingerprint", "5b4f0e0d5a4c2f5f8f5e0a0d6f1f3a1c9d7b6e2a4c8f0b1d3e5a7c9f2b4d6e80")
                    .put("placedAt", "2030-01-01T00:00:00Z");
            return Participants.JSON
                    .createObjectNode()
                    .put("stateMachineArn", MACHINE)
                    .put("name", id)
                    .put("input", input.toString());
        }
    }

    @Test
    void everyOrderThatWasAcceptedEndsAsIfNothingHadBeenKilled(Stores stores) throws Exception {
        try (KilledLocalAws aws = KilledLocalAws.on(data, stores)) {
            stores.stock("tea", STOCK);
            stores.stock("rare", RARE_STOCK);
            for (int kill = 0; kill < KILLS; kill++) {
                aws.start();
                if (kill > 0 && chance.nextInt(5) == 0) {
                    // While it starts, or just after.
                    pause(chance.nextInt(900));
                    aws.kill();
                } else {
                    aws.awaitReady();
                    deploy(aws);
                    watch(aws);
                    live(aws, 50 + chance.nextInt(900));
                }
            }
            aws.start();
            aws.awaitReady();
            deploy(aws);
            place(aws, List.copyOf(unanswered));
            audit(aws, stores);
            auditWhatWasTold(aws, accepted());
        }
    }

    private static void pause(long millis) throws InterruptedException {
        assertThat(new CountDownLatch(1).await(millis, TimeUnit.MILLISECONDS)).isFalse();
    }

    /** Made once, in the first life: a rule that tells of each order, and a distributed Map that outlives several kills. */
    private void watch(KilledLocalAws aws) throws IOException, InterruptedException {
        if (isWatched) {
            return;
        }
        ObjectNode rule = Participants.JSON.createObjectNode();
        rule.put("Name", "all")
                .put("EventBusName", EVENTS)
                .put("EventPattern", "{\"detail-type\":[{\"prefix\":\"Order\"}]}");
        taken(aws, "AWSEvents.PutRule", rule);
        ObjectNode targets = Participants.JSON.createObjectNode();
        targets.put("Rule", "all").put("EventBusName", EVENTS);
        targets.putArray("Targets")
                .addObject()
                .put("Id", "listener")
                .put("Arn", "arn:aws:lambda:us-east-1:000000000000:function:" + KilledLocalAws.LISTENER);
        taken(aws, "AWSEvents.PutTargets", targets);
        ObjectNode machine = Participants.JSON.createObjectNode();
        machine.put("name", "map")
                .put("roleArn", "arn:aws:iam::000000000000:role/map")
                .put("definition", MAP);
        taken(aws, "AWSStepFunctions.CreateStateMachine", machine);
        ObjectNode items = Participants.JSON.createObjectNode();
        for (int i = 0; i < ITEMS; i++) {
            items.withArray("items").addObject().put("item", i);
        }
        ObjectNode start = Participants.JSON.createObjectNode();
        start.put("stateMachineArn", MACHINE.replace("order-saga", "map")).put("name", "map");
        start.put("input", items.path("items").toString());
        taken(aws, "AWSStepFunctions.StartExecution", start);
        isWatched = true;
    }

    private static void taken(KilledLocalAws aws, String operation, ObjectNode input)
            throws IOException, InterruptedException {
        Answer answer = aws.call(operation, input);
        assertThat(answer.status()).as("%s: %s", operation, answer.body()).isEqualTo(200);
    }

    /** Everything was told at least once; what was under way at a kill, and only that, more than once. */
    private static void auditWhatWasTold(KilledLocalAws aws, List<Placed> orders) {
        ObjectNode map = Participants.JSON
                .createObjectNode()
                .put(
                        "executionArn",
                        MACHINE.replace("stateMachine", "execution").replace("order-saga", "map:map"));
        Awaitility.await()
                .atMost(Duration.ofMinutes(2))
                .pollInterval(Duration.ofMillis(200))
                .untilAsserted(() -> assertThat(aws.call("AWSStepFunctions.DescribeExecution", map)
                                .body()
                                .path("status")
                                .asString())
                        .isEqualTo("SUCCEEDED"));
        Awaitility.await().atMost(Duration.ofMinutes(1)).untilAsserted(() -> {
            List<String> told = aws.heard().stream()
                    .map(event -> event.path("detail").path("orderId").asString(""))
                    .toList();
            assertThat(told).containsAll(orders.stream().map(Placed::id).toList());
        });
        List<Integer> items = aws.heard().stream()
                .filter(payload -> payload.has("item"))
                .map(payload -> payload.path("item").asInt())
                .toList();
        assertThat(items.stream().distinct().toList()).hasSize(ITEMS);
        // Children wait far longer than they ask: a run that began anew at each kill would ask about twice as often.
        assertThat(items.size()).isLessThanOrEqualTo(ITEMS + ITEMS / 2);
        System.out.println("KillTest: a Map Run of " + ITEMS + " items asked " + items.size() + " times");
    }

    private static void deploy(KilledLocalAws aws) throws IOException, InterruptedException {
        ObjectNode machine = Participants.JSON.createObjectNode();
        machine.put("name", "order-saga").put("definition", OrderSaga.definition(Participants.PLACES));
        machine.put("roleArn", "arn:aws:iam::000000000000:role/saga");
        Answer created = aws.call("AWSStepFunctions.CreateStateMachine", machine);
        assertThat(created.status()).as("%s", created.body()).isEqualTo(200);
        // Whether it is there already does not matter.
        aws.call(
                "AWSEvents.CreateEventBus", Participants.JSON.createObjectNode().put("Name", EVENTS));
    }

    /** Orders flow for a while; then somebody looks at some of them. The end comes in the middle of both. */
    private void live(KilledLocalAws aws, long millis) throws InterruptedException {
        List<Placed> orders = new ArrayList<>(unanswered);
        unanswered.clear();
        for (int i = 0; i < ORDERS_A_LIFE; i++) {
            int kind = chance.nextInt(10);
            orders.add(new Placed(
                    "order-" + ++placed,
                    kind == 0 ? "rare" : "tea",
                    kind == 1 ? "pm_card_declined" : kind == 2 ? "pm_card_refund_fails_twice" : "pm_card_visa"));
        }
        ExecutorService customer = Executors.newFixedThreadPool(1);
        customer.execute(() -> place(aws, orders));
        customer.shutdown();
        pause(millis);
        look(aws);
        aws.kill();
        assertThat(customer.awaitTermination(1, TimeUnit.MINUTES)).isTrue();
    }

    private void place(KilledLocalAws aws, List<Placed> orders) {
        unanswered.addAll(orders);
        for (Placed order : orders) {
            try {
                Answer answer = aws.call("AWSStepFunctions.StartExecution", order.start());
                // A name that was started before and has ended was accepted then, although nobody heard of it.
                boolean known = answer.body().path("__type").asString("").equals("ExecutionAlreadyExists");
                assertThat(answer.status() == 200 || known)
                        .as("%s", answer.body())
                        .isTrue();
                synchronized (accepted) {
                    accepted.add(order);
                }
                unanswered.remove(order);
            } catch (IOException e) {
                return;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    private List<Placed> accepted() {
        synchronized (accepted) {
            return List.copyOf(accepted);
        }
    }

    /** What has been seen of a history must be there afterwards. */
    private void look(KilledLocalAws aws) throws InterruptedException {
        List<Placed> some = accepted();
        for (int i = 0; i < 3 && !some.isEmpty(); i++) {
            Placed order = some.get(Math.max(0, some.size() - 1 - chance.nextInt(ORDERS_A_LIFE)));
            try {
                seen.put(order.id(), history(aws, order));
            } catch (IOException e) {
                return;
            }
        }
    }

    private static List<JsonNode> history(KilledLocalAws aws, Placed order) throws IOException, InterruptedException {
        Answer answer = aws.call(
                "AWSStepFunctions.GetExecutionHistory",
                Participants.JSON
                        .createObjectNode()
                        .put("executionArn", order.executionArn())
                        .put("maxResults", 1000));
        assertThat(answer.status()).as("%s: %s", order, answer.body()).isEqualTo(200);
        return answer.body().path("events").valueStream().toList();
    }

    private void audit(KilledLocalAws aws, Stores stores) throws IOException, InterruptedException {
        List<Placed> orders = accepted();
        assertThat(orders).hasSizeGreaterThan(KILLS);
        assertThat(orders).doesNotHaveDuplicates();
        ObjectNode running = Participants.JSON
                .createObjectNode()
                .put("stateMachineArn", MACHINE)
                .put("statusFilter", "RUNNING");
        Awaitility.await()
                .atMost(Duration.ofMinutes(3))
                .pollInterval(Duration.ofMillis(100))
                .untilAsserted(() -> assertThat(aws.call("AWSStepFunctions.ListExecutions", running)
                                .body()
                                .path("executions"))
                        .isEmpty());
        Map<String, List<String>> events = new LinkedHashMap<>();
        for (JsonNode event : aws.events(EVENTS)) {
            events.computeIfAbsent(event.path("detail").path("orderId").asString(), id -> new ArrayList<>())
                    .add(event.path("detailType").asString());
        }
        Map<String, Long> confirmed = new LinkedHashMap<>();
        for (Placed order : orders) {
            List<JsonNode> history = history(aws, order);
            assertThat(history.get(history.size() - 1).path("type").asString())
                    .as("%s: %s", order, history)
                    .isEqualTo("ExecutionSucceeded");
            for (int i = 0; i < history.size(); i++) {
                assertThat(history.get(i).path("id").asInt()).isEqualTo(i + 1);
                assertThat(history.get(i).path("previousEventId").asInt()).isLessThanOrEqualTo(i);
            }
            Map<String, AttributeValue> row = stores.item(Stores.ORDERS, order.id());
            String status = Stores.text(row, "status");
            boolean isConfirmed = status.equals("CONFIRMED");
            assertThat(status).as("%s", order).isIn("CONFIRMED", "REJECTED");
            assertThat(isConfirmed && order.card().equals("pm_card_declined"))
                    .as("%s", order)
                    .isFalse();
            assertThat(stores.kept(order.id())).as("money of %s", order).isEqualTo(isConfirmed ? QUANTITY * PRICE : 0);
            assertThat(events.getOrDefault(order.id(), List.of()))
                    .as("events of %s", order)
                    .isNotEmpty()
                    .containsOnly(isConfirmed ? "OrderConfirmed" : "OrderRejected");
            confirmed.merge(order.sku(), isConfirmed ? 1L : 0L, Long::sum);
        }
        assertThat(stores.onHand("tea")).isEqualTo(STOCK - QUANTITY * confirmed.getOrDefault("tea", 0L));
        assertThat(stores.onHand("rare")).isEqualTo(RARE_STOCK - QUANTITY * confirmed.getOrDefault("rare", 0L));
        Map<String, Placed> byId = new LinkedHashMap<>();
        orders.forEach(order -> byId.put(order.id(), order));
        for (Map.Entry<String, List<JsonNode>> before : seen.entrySet()) {
            Placed order = requireNonNull(byId.get(before.getKey()));
            assertThat(history(aws, order)).startsWith(before.getValue().toArray(JsonNode[]::new));
        }
        System.out.println("KillTest: " + KILLS + " kills, " + orders.size() + " orders, " + confirmed + " confirmed, "
                + seen.size() + " histories compared");
    }
}
