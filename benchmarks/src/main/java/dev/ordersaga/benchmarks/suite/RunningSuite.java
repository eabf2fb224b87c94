package dev.ordersaga.benchmarks.suite;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.json.JsonMapper;

/** The suite of one checkout, which is built, started by its own {@code ./run} and ended with this. */
final class RunningSuite implements AutoCloseable {

    private static final Duration READY_TIMEOUT = Duration.ofMinutes(3);

    private final Process process;
    private final Path log;
    private final int port;
    private final HttpRequests http = new HttpRequests();
    private final Map<String, String> customer;
    private final Map<String, String> operator;
    private final double startSeconds;
    private final double startCpuSeconds;

    private RunningSuite(Path home, int port) throws IOException, InterruptedException {
        this.port = port;
        this.log = Files.createTempFile("bench-run-", ".log");
        long begun = System.nanoTime();
        this.process = new ProcessBuilder(List.of(
                        home.resolve("run").toString(),
                        "--port",
                        String.valueOf(port),
                        "--aws-port",
                        String.valueOf(port + 1),
                        "--issuer-port",
                        String.valueOf(port + 2)))
                .directory(home.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        try {
            awaitUntilHealthy(begun);
            this.customer = Map.of("Authorization", "Bearer " + token("customer/bench"));
            this.operator = Map.of("Authorization", "Bearer " + token("operator/bench"));
            new Customers(this).send(1, 1, "first");
            this.startSeconds = (System.nanoTime() - begun) / 1e9;
            this.startCpuSeconds = tree().cpuSeconds();
            awaitEndOfTour();
            fillTheShelves();
        } catch (IOException | InterruptedException | RuntimeException e) {
            close();
            throw e;
        }
    }

    /** Starts {@code home}'s suite on {@code port} and the two after it, and returns when it has confirmed an order. */
    static RunningSuite start(Path home, int port) throws IOException, InterruptedException {
        return new RunningSuite(home, port);
    }

    URI rest(String path) {
        return URI.create("http://127.0.0.1:" + port + path);
    }

    URI aws() {
        return URI.create("http://127.0.0.1:" + (port + 1) + "/");
    }

    HttpRequests http() {
        return http;
    }

    Map<String, String> customer() {
        return customer;
    }

    Map<String, String> operator() {
        return operator;
    }

    ProcessTree tree() {
        return new ProcessTree(process.toHandle());
    }

    /** From the start of the command to the first order that is CONFIRMED. */
    double startSeconds() {
        return startSeconds;
    }

    double startCpuSeconds() {
        return startCpuSeconds;
    }

    private String token(String subject) throws IOException, InterruptedException {
        return http.get(URI.create("http://127.0.0.1:" + (port + 2) + "/" + subject), Map.of())
                .text()
                .strip();
    }

    private void awaitUntilHealthy(long begun) throws InterruptedException {
        while (System.nanoTime() - begun < READY_TIMEOUT.toNanos()) {
            if (!process.isAlive()) {
                throw new IllegalStateException(
                        "./run ended with " + process.exitValue() + "; what it said is in " + log);
            }
            try {
                if (http.get(rest("/products"), Map.of()).text().contains("sku")) {
                    return;
                }
            } catch (IOException e) {
                // not there yet
            }
            TimeUnit.MILLISECONDS.sleep(50);
        }
        throw new IllegalStateException("./run was not ready within " + READY_TIMEOUT);
    }

    private void fillTheShelves() throws IOException, InterruptedException {
        String inventory = JsonMapper.shared()
                .readTree(http.get(aws().resolve("/_local/stack"), Map.of()).text())
                .at("/outputs/InventoryFunction")
                .asString();
        HttpRequests.Answer answer = http.post(
                aws().resolve("/2015-03-31/functions/" + inventory + "/invocations"),
                "{\"action\":\"receiveStock\",\"deliveryId\":\"bench\",\"sku\":\"milk-jug\",\"quantity\":1000000}",
                Map.of());
        if (answer.status() != 200 || answer.text().contains("errorType")) {
            throw new IllegalStateException("the shelves were not filled: " + answer.text());
        }
    }

    /** The tour sends orders of its own, one of which waits: what is measured begins when they have ended. */
    private void awaitEndOfTour() throws IOException, InterruptedException {
        int quiet = 0;
        double before = tree().cpuSeconds();
        while (quiet < 4) {
            TimeUnit.MILLISECONDS.sleep(500);
            double now = tree().cpuSeconds();
            quiet = now - before < 0.1 ? quiet + 1 : 0;
            before = now;
        }
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(30, TimeUnit.SECONDS)) {
                process.descendants().forEach(ProcessHandle::destroyForcibly);
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
