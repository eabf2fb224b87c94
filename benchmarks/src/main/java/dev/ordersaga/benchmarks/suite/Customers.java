package dev.ordersaga.benchmarks.suite;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import tools.jackson.databind.JsonNode;

/** Customers who each send an order, look at it until it has ended, and send the next. */
final class Customers {

    private static final long GIVE_UP_SECONDS = 900;

    private final RunningSuite suite;
    private final String payment;

    Customers(RunningSuite suite) {
        this(suite, "pm_card_visa");
    }

    Customers(RunningSuite suite, String payment) {
        this.suite = suite;
        this.payment = payment;
    }

    /**
     * What became of the orders.
     *
     * @param ended how many ended as which status; {@code HTTP 503} for those that were refused
     * @param latencies from the request to the end of the order
     */
    record Outcome(Map<String, Integer> ended, Latencies latencies, double seconds) {

        int orders() {
            return ended.values().stream().mapToInt(Integer::intValue).sum();
        }

        double perSecond() {
            return orders() / seconds;
        }
    }

    /** Sends {@code orders} orders, {@code atOnce} of them in flight, under keys that begin with {@code name}. */
    Outcome send(int orders, int atOnce, String name) throws InterruptedException {
        AtomicInteger next = new AtomicInteger();
        Map<String, Integer> ended = new ConcurrentHashMap<>();
        Queue<Long> took = new ConcurrentLinkedQueue<>();
        // Looking costs CPU that orders need: rarely where many are in flight.
        long pause = atOnce == 1 ? 2 : Math.min(250, 5L * atOnce);
        long begun = System.nanoTime();
        ConcurrentClients.run(atOnce, () -> {
            int done = 0;
            for (int order = next.getAndIncrement(); order < orders; order = next.getAndIncrement(), done++) {
                long sent = System.nanoTime();
                ended.merge(one(name + "-" + order, pause), 1, Integer::sum);
                took.add(System.nanoTime() - sent);
            }
            return done;
        });
        return new Outcome(Map.copyOf(ended), Latencies.of(took), (System.nanoTime() - begun) / 1e9);
    }

    private String one(String key, long pauseMillis) throws IOException, InterruptedException {
        Map<String, String> headers = new HashMap<>(suite.customer());
        headers.put("Content-Type", "application/json");
        headers.put("Idempotency-Key", "bench-" + key);
        String body = "{\"customerId\":\"bench\",\"items\":[{\"sku\":\"milk-jug\",\"quantity\":1}],\"paymentMethod\":\""
                + payment + "\"}";
        HttpRequests.Answer placed = suite.http().post(suite.rest("/orders"), body, headers);
        if (placed.status() >= 300) {
            return "HTTP " + placed.status();
        }
        String id = placed.json().path("id").asString("");
        long begun = System.nanoTime();
        while (System.nanoTime() - begun < TimeUnit.SECONDS.toNanos(GIVE_UP_SECONDS)) {
            JsonNode order = suite.http()
                    .get(suite.rest("/orders/" + id), suite.customer())
                    .json();
            String status = order.path("status").asString("");
            if (!status.equals("PENDING") && !status.isEmpty()) {
                return status;
            }
            TimeUnit.MILLISECONDS.sleep(pauseMillis);
        }
        return "PENDING";
    }
}
