package dev.ordersaga.saga.place;

import dev.ordersaga.issuer.DevIssuer;
import dev.ordersaga.local.process.ChildProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** order-service's REST as a process on this machine, wherever the rest of the suite is. */
record OrderServiceRest(URI uri, ChildProcess process, DevIssuer issuer) implements AutoCloseable {

    static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    static final Path LOGS = Path.of("target", "logs").toAbsolutePath();

    /**
     * Returns when it says that it reaches everything it needs.
     *
     * @param environment where AWS is and who asks; empty, the process finds it as the SDK does
     */
    static OrderServiceRest start(String place, Map<String, String> outputs, Map<String, String> environment)
            throws InterruptedException {
        URI uri = URI.create("http://127.0.0.1:" + freePort());
        Map<String, String> all = new HashMap<>(environment);
        all.put("STATE_MACHINE_ARN", AwsClients.named(outputs, "StateMachineArn"));
        all.put("REFUND_STATE_MACHINE_ARN", AwsClients.named(outputs, "RefundStateMachineArn"));
        all.put("ORDERS_TABLE", AwsClients.named(outputs, "OrdersTable"));
        all.put("PRODUCTS_TABLE", AwsClients.named(outputs, "ProductsTable"));
        // What the desk is told, as ./run and Compose tell it.
        Map.of(
                        "Stage", "STAGE",
                        "ReviewTimeoutSeconds", "REVIEW_TIMEOUT_SECONDS",
                        "StuckAfterMinutes", "STUCK_AFTER_MINUTES",
                        "PaymentFunction", "PAYMENT_FUNCTION",
                        "InventoryFunction", "INVENTORY_FUNCTION")
                .forEach((output, variable) -> all.put(variable, AwsClients.named(outputs, output)));
        // Whoever the issuer on AWS is: these tests ask this service, and it believes this one.
        DevIssuer issuer = startIssuer();
        all.put("JWT_ISSUER", issuer.issuer());
        ChildProcess process = ChildProcess.java(
                        "order-service",
                        List.of(
                                "-XX:TieredStopAtLevel=1",
                                "-XX:+UseSerialGC",
                                "-jar",
                                ROOT.resolve("order-service/rest/target/order-service-rest.jar")
                                        .toString(),
                                "--server.port=" + uri.getPort()))
                .environment(all)
                .log(LOGS.resolve("order-service-rest-" + place + ".log"))
                .start();
        HttpClient http = HttpClient.newHttpClient();
        try {
            process.waitReady(() -> healthy(http, uri), Duration.ofSeconds(60));
        } catch (RuntimeException | InterruptedException e) {
            process.close();
            issuer.close();
            throw e;
        }
        return new OrderServiceRest(uri, process, issuer);
    }

    /** For what stands in for AWS at this endpoint. */
    static Map<String, String> environment(URI endpoint) {
        return Map.of(
                "AWS_ENDPOINT_URL", endpoint.toString(),
                "AWS_REGION", "us-east-1",
                "AWS_ACCESS_KEY_ID", "test",
                "AWS_SECRET_ACCESS_KEY", "test");
    }

    @Override
    public void close() {
        process.close();
        issuer.close();
    }

    private static DevIssuer startIssuer() {
        try {
            return DevIssuer.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean healthy(HttpClient http, URI uri) {
        try {
            HttpRequest request = HttpRequest.newBuilder(uri.resolve("/actuator/health"))
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

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new IllegalStateException("no free port", e);
        }
    }
}
