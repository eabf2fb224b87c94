package dev.ordersaga.saga.kill;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.ordersaga.participant.Backoff;
import dev.ordersaga.saga.services.Participants;
import dev.ordersaga.saga.services.Stores;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * local-aws in a process that can be killed, on one data folder from start to start. What it calls outlives it: the services' handlers
 * and their tables are in this JVM, which answers as Lambda.
 */
final class KilledLocalAws implements AutoCloseable {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    /** A function that only remembers what it was told. */
    static final String LISTENER = "listener";

    private final Path data;
    private final Participants participants;
    private final HttpServer lambda;
    private final ExecutorService threads = Executors.newFixedThreadPool(16);
    private final HttpClient http = HttpClient.newHttpClient();
    private final Queue<JsonNode> heard = new ConcurrentLinkedQueue<>();
    private @Nullable Process process;
    private @Nullable URI endpoint;

    private KilledLocalAws(Path data, Stores stores) throws IOException {
        this.data = data;
        this.participants = new Participants(
                stores.client(), Clock.systemUTC(), Backoff.standard(), pause -> TimeUnit.NANOSECONDS.sleep(1));
        this.lambda = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        lambda.setExecutor(threads);
        lambda.createContext("/2015-03-31/functions/", this::invoke);
        lambda.start();
    }

    static KilledLocalAws on(Path data, Stores stores) throws IOException {
        return new KilledLocalAws(data, stores);
    }

    private void invoke(HttpExchange exchange) throws IOException {
        try (exchange) {
            ObjectNode input = JSON.createObjectNode();
            String function = exchange.getRequestURI().getPath().split("/", -1)[3];
            input.put("FunctionName", function);
            input.set("Payload", JSON.readTree(exchange.getRequestBody().readAllBytes()));
            if (function.endsWith(LISTENER)) {
                heard.add(input.path("Payload"));
                exchange.sendResponseHeaders(200, 2);
                exchange.getResponseBody().write(new byte[] {'{', '}'});
                return;
            }
            Participants.Told told = participants.invoke(input);
            JsonNode answer = told.answer();
            byte[] body;
            if (answer == null) {
                exchange.getResponseHeaders().add("X-Amz-Function-Error", "Unhandled");
                body = String.valueOf(told.cause()).getBytes(StandardCharsets.UTF_8);
            } else {
                body = JSON.writeValueAsBytes(answer.path("Payload"));
            }
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
        }
    }

    /** What the listener was told, by all lives of local-aws. */
    List<JsonNode> heard() {
        return List.copyOf(heard);
    }

    /** Starts the process, which may be killed at once. */
    void start() throws IOException {
        ProcessBuilder builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xmx256m",
                "-cp",
                System.getProperty("java.class.path"),
                "dev.ordersaga.local.LocalAwsMain",
                "--port",
                "0",
                "--data",
                data.toString(),
                "--log-dir",
                data.resolve("logs").toString());
        builder.environment()
                .put(
                        "LAMBDA_ENDPOINT",
                        "http://127.0.0.1:" + lambda.getAddress().getPort());
        builder.redirectErrorStream(true);
        endpoint = null;
        process = builder.start();
    }

    /** Waits until it answers; what it says before that, where it does not start. */
    void awaitReady() {
        Process started = running();
        StringBuilder said = new StringBuilder();
        try {
            BufferedReader output = started.inputReader(StandardCharsets.UTF_8);
            for (String line = output.readLine(); line != null; line = output.readLine()) {
                said.append(line).append('\n');
                if (line.startsWith("local-aws: ready on ")) {
                    String uri = line.substring("local-aws: ready on ".length());
                    endpoint = URI.create(uri.substring(0, uri.indexOf(',')));
                    return;
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        throw new AssertionError("local-aws did not start: " + said);
    }

    /** As {@code kill -9}. */
    void kill() throws InterruptedException {
        Process killed = running();
        killed.destroyForcibly();
        killed.waitFor();
    }

    private Process running() {
        Process found = process;
        if (found == null) {
            throw new IllegalStateException("not started");
        }
        return found;
    }

    /** What an operation was answered: status and body. */
    record Answer(int status, JsonNode body) {}

    /**
     * Calls an operation as an SDK does.
     *
     * @throws IOException where the process is gone
     */
    Answer call(String target, JsonNode input) throws IOException, InterruptedException {
        URI uri = endpoint;
        if (uri == null) {
            throw new IOException("not ready");
        }
        HttpRequest request = HttpRequest.newBuilder(uri)
                .header("Content-Type", "application/x-amz-json-1.0")
                .header("X-Amz-Target", target)
                .POST(HttpRequest.BodyPublishers.ofString(input.toString()))
                .build();
        HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
        return new Answer(response.statusCode(), JSON.readTree(response.body()));
    }

    /** What was published on a bus. */
    List<JsonNode> events(String bus) throws IOException, InterruptedException {
        URI uri = endpoint;
        if (uri == null) {
            throw new IOException("not ready");
        }
        HttpRequest request =
                HttpRequest.newBuilder(uri.resolve("/_local/events?bus=" + bus)).build();
        String body = http.send(request, HttpResponse.BodyHandlers.ofString()).body();
        return JSON.readTree(body).path("events").valueStream().toList();
    }

    @Override
    public void close() {
        Process left = process;
        if (left != null) {
            left.destroyForcibly();
        }
        lambda.stop(0);
        threads.shutdownNow();
    }
}
