package dev.ordersaga.local.dynamodb;

import dev.ordersaga.local.http.HttpRequest;
import dev.ordersaga.local.http.HttpResponse;
import dev.ordersaga.local.http.HttpService;
import dev.ordersaga.local.process.ChildProcess;
import dev.ordersaga.local.process.ChildProcessFailed;
import dev.ordersaga.local.process.LocalHome;
import dev.ordersaga.local.process.SmallJar;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * DynamoDB and its streams: every request goes as it came to a DynamoDB Local of our own, in memory, in a process that listens on
 * the loopback interface and dies with this one. Its telemetry is off. The data ends with the process.
 */
public final class DynamoDbService implements HttpService, AutoCloseable {

    private static final Duration READY_WITHIN = Duration.ofSeconds(60);

    /** Between two hops and of no meaning beyond, or written by the client and the port themselves (RFC 9110, 7.6.1). */
    private static final Set<String> HOP_BY_HOP = Set.of(
            "connection",
            "content-length",
            "expect",
            "host",
            "http2-settings",
            "keep-alive",
            "proxy-connection",
            "te",
            "trailer",
            "transfer-encoding",
            "upgrade");

    private final ChildProcess process;
    private final URI uri;
    private final HttpClient client;

    private DynamoDbService(ChildProcess process, URI uri) {
        this.process = process;
        this.uri = uri;
        this.client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(Duration.ofSeconds(5))
                .build();
    }

    /** The build's copy of DynamoDB Local: {@code target/dynamodb-local}; {@code -Dlocal-aws.home} names another target. */
    public static Path defaultHome() {
        return LocalHome.directory().resolve("dynamodb-local");
    }

    /** As {@link #start(Path, Path)}, with a temporary file for its log. */
    public static DynamoDbService start(Path dynamodbLocalHome) {
        try {
            return start(dynamodbLocalHome, Files.createTempFile("dynamodb-local-", ".log"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Starts the process and returns when it answers, after 1 to 3 seconds.
     *
     * @param dynamodbLocalHome the folder of DynamoDB Local's jars
     * @param log what the process says is appended here
     * @throws ChildProcessFailed where it does not come up
     */
    public static DynamoDbService start(Path dynamodbLocalHome, Path log) {
        // The process runs in a folder of its own, where a relative path means something else.
        Path home = dynamodbLocalHome.toAbsolutePath();
        if (!Files.isDirectory(home)) {
            throw new ChildProcessFailed("DynamoDB Local is not at " + home
                    + "; the build of local-aws copies it there, -Dlocal-aws.home names another place");
        }
        try {
            Path scratch = Files.createTempDirectory("dynamodb-local-");
            Path launcher = SmallJar.write(scratch.resolve("launcher.jar"), Map.of(), List.of(LoopbackLauncher.class));
            Path port = scratch.resolve("port");
            // Its working directory: gone with us where it leaves nothing there.
            scratch.toFile().deleteOnExit();
            ChildProcess process = ChildProcess.java(
                            "DynamoDB Local",
                            List.of(
                                    "-Xshare:auto",
                                    "-XX:+UseSerialGC",
                                    "-Dsqlite4java.library.path=" + home,
                                    "-cp",
                                    launcher + java.io.File.pathSeparator + home + "/*",
                                    LoopbackLauncher.class.getName(),
                                    port.toString(),
                                    "-inMemory",
                                    "-sharedDb",
                                    "-disableTelemetry"))
                    .environment(Map.of("DDB_LOCAL_TELEMETRY", "0"))
                    .directory(scratch)
                    .log(log)
                    .start();
            try {
                process.waitReady(() -> Files.exists(port), READY_WITHIN);
                URI uri = URI.create("http://127.0.0.1:" + Files.readString(port) + "/");
                return new DynamoDbService(process, uri);
            } catch (IOException | InterruptedException | RuntimeException e) {
                process.kill();
                if (e instanceof InterruptedException) {
                    Thread.currentThread().interrupt();
                }
                throw e instanceof RuntimeException already
                        ? already
                        : new ChildProcessFailed("DynamoDB Local did not come up: " + e.getMessage(), e);
            } finally {
                Files.deleteIfExists(launcher);
                Files.deleteIfExists(port);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whether the process runs. */
    public boolean isUp() {
        return process.isAlive();
    }

    /** Completes when the process has ended, and all tables with it, with a line that says so. */
    public CompletableFuture<String> ended() {
        return process.onExit()
                .thenApply(
                        status -> "DynamoDB Local has ended with status " + status + "; its log is " + process.log());
    }

    /** The process's own address, for whoever would go past the port. */
    public URI uri() {
        return uri;
    }

    @Override
    public boolean handles(HttpRequest request) {
        return request.header("x-amz-target")
                .filter(target ->
                        target.startsWith("DynamoDB_20120810.") || target.startsWith("DynamoDBStreams_20120810."))
                .isPresent();
    }

    /** Passes the request on; a process that is gone or hangs up is answered for with 503, which SDKs retry. */
    @Override
    public CompletionStage<HttpResponse> answer(HttpRequest request) {
        if (!process.isAlive()) {
            return CompletableFuture.completedFuture(unavailable("DynamoDB Local has ended"));
        }
        return client.sendAsync(passedOn(request), BodyHandlers.ofByteArray())
                .handle((answer, failure) ->
                        answer == null ? unavailable("DynamoDB Local did not answer: " + failure) : passedBack(answer));
    }

    @Override
    public void close() {
        process.kill();
        process.onExit().join();
    }

    private java.net.http.HttpRequest passedOn(HttpRequest request) {
        var onward = java.net.http.HttpRequest.newBuilder(uri)
                .method(request.method(), java.net.http.HttpRequest.BodyPublishers.ofByteArray(request.body()));
        request.headers().forEach((name, values) -> {
            if (!HOP_BY_HOP.contains(name)) {
                values.forEach(value -> onward.header(name, value));
            }
        });
        return onward.build();
    }

    private static HttpResponse passedBack(java.net.http.HttpResponse<byte[]> answer) {
        Map<String, String> headers = new LinkedHashMap<>();
        answer.headers().map().forEach((name, values) -> {
            if (!HOP_BY_HOP.contains(name.toLowerCase(Locale.ROOT))) {
                headers.put(name, String.join(",", values));
            }
        });
        return new HttpResponse(answer.statusCode(), headers, answer.body());
    }

    private static HttpResponse unavailable(String message) {
        String body = "{\"__type\":\"com.amazon.coral.availability#ServiceUnavailableException\",\"message\":\""
                + message.replace("\\", "\\\\").replace("\"", "'") + "\"}";
        return new HttpResponse(
                503, Map.of("Content-Type", "application/x-amz-json-1.0"), body.getBytes(StandardCharsets.UTF_8));
    }
}
