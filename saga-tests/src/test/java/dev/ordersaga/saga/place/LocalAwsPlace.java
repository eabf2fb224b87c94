package dev.ordersaga.saga.place;

import dev.ordersaga.local.LocalAws;
import dev.ordersaga.local.LocalAwsOptions;
import dev.ordersaga.local.process.ChildProcess;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * This machine, without Docker: the local AWS inside the test's JVM, with everything it starts in processes of its own, and
 * order-service's REST as a process. Waiting between two attempts is skipped when nothing else is going on.
 */
public final class LocalAwsPlace implements Place, AutoCloseable {

    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final Path LOGS = Path.of("target", "logs").toAbsolutePath();

    private final HttpClient http = HttpClient.newHttpClient();
    private final LocalAws aws;
    private final ChildProcess orderService;
    private final URI rest;

    private LocalAwsPlace(LocalAws aws, ChildProcess orderService, URI rest) {
        this.aws = aws;
        this.orderService = orderService;
        this.rest = rest;
    }

    /** Starts all of it; returns when REST says that it reaches everything it needs. */
    static LocalAwsPlace start() throws InterruptedException {
        LocalAws aws = LocalAws.start(LocalAwsOptions.defaults()
                .withTemplate(ROOT.resolve("template.yaml"))
                .withStackName("order-saga")
                .withWaitsSkippedUpTo(Duration.ofMinutes(10))
                .withLogDir(LOGS));
        try {
            URI rest = URI.create("http://127.0.0.1:" + freePort());
            ChildProcess orderService = ChildProcess.java(
                            "order-service",
                            List.of(
                                    "-XX:TieredStopAtLevel=1",
                                    "-XX:+UseSerialGC",
                                    "-jar",
                                    ROOT.resolve("order-service/target/order-service-rest.jar")
                                            .toString(),
                                    "--server.port=" + rest.getPort()))
                    .environment(Map.of(
                            "AWS_ENDPOINT_URL", aws.endpoint().toString(),
                            "AWS_REGION", "us-east-1",
                            "AWS_ACCESS_KEY_ID", "test",
                            "AWS_SECRET_ACCESS_KEY", "test",
                            "STATE_MACHINE_ARN", arn(),
                            "ORDERS_TABLE", "order-saga-orders",
                            "PRODUCTS_TABLE", "order-saga-products"))
                    .log(LOGS.resolve("order-service-rest.log"))
                    .start();
            LocalAwsPlace place = new LocalAwsPlace(aws, orderService, rest);
            orderService.waitReady(place::healthy, Duration.ofSeconds(60));
            return place;
        } catch (RuntimeException | InterruptedException e) {
            aws.close();
            throw e;
        }
    }

    @Override
    public URI rest() {
        return rest;
    }

    @Override
    public URI aws() {
        return aws.endpoint();
    }

    @Override
    public String stateMachineArn() {
        return arn();
    }

    @Override
    public void fail(Fault fault) {
        String body = JsonMapper.shared()
                .writeValueAsString(Map.of(
                        "function", "order-saga-" + fault.service(),
                        "match", Map.of("action", fault.action()),
                        "kind", fault.kind().word(),
                        "times", fault.times()));
        local("POST", "/_local/faults", body);
    }

    @Override
    public void heal() {
        local("DELETE", "/_local/faults", "");
    }

    @Override
    public List<PublishedOrderEvent> events() {
        JsonNode answer = local("GET", "/_local/events?bus=order-saga-events", "");
        return answer.path("events")
                .valueStream()
                .map(event -> new PublishedOrderEvent(event.path("detailType").asString(), event.path("detail")))
                .toList();
    }

    @Override
    public void close() {
        orderService.close();
        aws.close();
    }

    private boolean healthy() {
        try {
            HttpRequest request = HttpRequest.newBuilder(rest.resolve("/actuator/health"))
                    .timeout(Duration.ofSeconds(2))
                    .build();
            return http.send(request, BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private JsonNode local(String method, String path, String body) {
        try {
            HttpRequest request = HttpRequest.newBuilder(aws.endpoint().resolve(path))
                    .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
                    .build();
            var response = http.send(request, BodyHandlers.ofString());
            if (response.statusCode() >= 300) {
                throw new IllegalStateException(method + " " + path + ": " + response.body());
            }
            return JsonMapper.shared().readTree(response.body().isEmpty() ? "{}" : response.body());
        } catch (IOException e) {
            throw new IllegalStateException(method + " " + path, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(method + " " + path, e);
        }
    }

    private static String arn() {
        return "arn:aws:states:us-east-1:000000000000:stateMachine:order-saga";
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new IllegalStateException("no free port", e);
        }
    }
}
