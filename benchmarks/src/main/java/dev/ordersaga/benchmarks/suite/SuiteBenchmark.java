package dev.ordersaga.benchmarks.suite;

import dev.ordersaga.benchmarks.Figures;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The whole suite under customers: how many orders a second, how long one takes, what it costs in CPU, and that none with a good card is
 * rejected. The first figures are those of the start.
 */
public final class SuiteBenchmark {

    private static final List<Integer> AT_ONCE = List.of(1, 16, 64);
    private static final Duration WARM_UP = Duration.ofSeconds(10);
    private static final Duration REPLAYED = Duration.ofSeconds(10);

    private final int port;
    private final int orders;

    /**
     * A benchmark.
     *
     * @param port the first of three ports that are free
     * @param orders how many orders are sent in each measurement
     */
    public SuiteBenchmark(int port, int orders) {
        this.port = port;
        this.orders = orders;
    }

    /** Starts the suite of a checkout, sends orders, and ends it. */
    public void run(Path home, Figures figures) throws IOException, InterruptedException {
        Map<Integer, Double> ceiling = ceiling(home, figures);
        try (RunningSuite suite = RunningSuite.start(home, port)) {
            figures.add("start: s to the first CONFIRMED", suite.startSeconds());
            figures.add("start: CPU s until then", suite.startCpuSeconds());
            figures.add("idle: MB", suite.tree().megabytes());
            figures.add("idle: processes", suite.tree().count());
            burst(suite, figures);
            new Customers(suite).send(Math.max(200, orders / 2), 16, "warm");
            for (int atOnce : AT_ONCE) {
                happy(suite, atOnce, ceiling.getOrDefault(atOnce, Double.NaN), figures);
            }
            compensated(suite, figures);
            figures.add("afterwards: MB", suite.tree().megabytes());
            figures.add("afterwards: processes", suite.tree().count());
        }
    }

    /** Orders a second of DynamoDB Local alone, by how many are in flight. */
    private static Map<Integer, Double> ceiling(Path home, Figures figures) throws IOException, InterruptedException {
        Map<Integer, Double> perSecond = new LinkedHashMap<>();
        try (Ceiling ceiling = Ceiling.start(home.resolve("tools/local-aws/target/dynamodb-local"))) {
            ceiling.ordersPerSecond(16, WARM_UP);
            for (int atOnce : AT_ONCE) {
                perSecond.put(atOnce, ceiling.ordersPerSecond(atOnce, REPLAYED));
                figures.add(
                        "ceiling, c=" + atOnce + ": orders/s of DynamoDB Local alone",
                        perSecond.getOrDefault(atOnce, Double.NaN));
            }
        }
        return perSecond;
    }

    private void burst(RunningSuite suite, Figures figures) throws InterruptedException {
        Customers.Outcome outcome = new Customers(suite).send(200, 200, "burst");
        figures.add("200 at once right after the start: not CONFIRMED", unconfirmed(outcome));
        figures.add("200 at once right after the start: s until all ended", outcome.seconds());
    }

    private void happy(RunningSuite suite, int atOnce, double ceiling, Figures figures) throws InterruptedException {
        double before = suite.tree().cpuSeconds();
        Customers.Outcome outcome = new Customers(suite).send(orders, atOnce, "happy-" + atOnce);
        double cpu = suite.tree().cpuSeconds() - before;
        String name = "c=" + atOnce + ": ";
        figures.add(name + "orders/s", outcome.perSecond());
        figures.add(name + "% of the ceiling", 100 * outcome.perSecond() / ceiling);
        figures.add(name + "p50 ms", outcome.latencies().millis(0.5));
        figures.add(name + "p99 ms", outcome.latencies().millis(0.99));
        figures.add(name + "CPU ms an order", cpu * 1000 / outcome.orders());
        figures.add(name + "not CONFIRMED", unconfirmed(outcome));
    }

    private void compensated(RunningSuite suite, Figures figures) throws InterruptedException {
        Customers.Outcome outcome = new Customers(suite, "pm_card_declined").send(orders, 16, "declined");
        figures.add("declined, c=16: orders/s", outcome.perSecond());
        figures.add(
                "declined, c=16: not REJECTED",
                outcome.orders() - outcome.ended().getOrDefault("REJECTED", 0));
    }

    private static int unconfirmed(Customers.Outcome outcome) {
        return outcome.orders() - outcome.ended().getOrDefault("CONFIRMED", 0);
    }
}
