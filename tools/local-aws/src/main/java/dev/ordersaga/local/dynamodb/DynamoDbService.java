package dev.ordersaga.local.dynamodb;

import dev.ordersaga.local.http.HttpRequest;
import dev.ordersaga.local.http.HttpResponse;
import dev.ordersaga.local.http.HttpService;
import dev.ordersaga.local.process.ChildProcess;
import dev.ordersaga.local.process.ChildProcessFailed;
import dev.ordersaga.local.process.ClassArchives;
import dev.ordersaga.local.process.LocalHome;
import dev.ordersaga.local.process.SmallJar;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * DynamoDB and its streams: every request goes as it came to a DynamoDB Local of our own, in a process that listens on the loopback
 * interface and ends with this one. Its telemetry is off. The data is in its memory and ends with it, or in a file.
 */
public final class DynamoDbService implements HttpService, AutoCloseable {

    private static final Duration READY_TIMEOUT = Duration.ofSeconds(60);

    private static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(60);

    /** More of them only wait inside DynamoDB Local. */
    private static final int REQUESTS_AT_ONCE = 64;

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
    private final Path ready;
    private final KeepAliveConnections connections;
    private final ThreadPoolExecutor threads;

    private DynamoDbService(ChildProcess process, URI uri, Path ready) {
        this.process = process;
        this.uri = uri;
        this.ready = ready;
        this.connections = new KeepAliveConnections(uri.getPort(), ANSWER_TIMEOUT);
        this.threads = new ThreadPoolExecutor(
                REQUESTS_AT_ONCE, REQUESTS_AT_ONCE, 10, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), work -> {
                    Thread thread = new Thread(work, "dynamodb");
                    thread.setDaemon(true);
                    return thread;
                });
        threads.allowCoreThreadTimeOut(true);
    }

    /** The build's copy of DynamoDB Local: {@code target/dynamodb-local}; {@code -Dlocal-aws.home} names another target. */
    public static Path defaultHome() {
        return LocalHome.directory().resolve("dynamodb-local");
    }

    /** As {@link #start(Path, Path)}, with a temporary file for its log. */
    public static DynamoDbService start(Path dynamodbLocalHome) {
        return start(dynamodbLocalHome, temporaryLog());
    }

    private static Path temporaryLog() {
        try {
            return Files.createTempFile("dynamodb-local-", ".log");
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
        DynamoDbService service = begin(dynamodbLocalHome, log, 0, null, null);
        service.awaitReady();
        return service;
    }

    /**
     * Starts the process and returns when its port is open: requests can be sent from then on, and are answered when the process is
     * ready.
     *
     * @param port of the loopback interface; 0 for any
     * @param archives where its class archive is kept; null for none
     * @param data the folder that its file is kept in; null for tables in memory
     * @throws ChildProcessFailed where it does not begin
     */
    public static DynamoDbService begin(
            Path dynamodbLocalHome, Path log, int port, @Nullable ClassArchives archives, @Nullable Path data) {
        // The process runs in a folder of its own, where a relative path means something else.
        Path home = dynamodbLocalHome.toAbsolutePath();
        if (!Files.isDirectory(home)) {
            throw new ChildProcessFailed("DynamoDB Local is not at " + home
                    + "; the build of local-aws copies it there, -Dlocal-aws.home names another place");
        }
        try {
            Path scratch = Files.createTempDirectory("dynamodb-local-");
            Path launcher = (archives == null ? scratch : archives.folder())
                    .resolve("dynamodb-launcher-" + SmallJar.fingerprint(LoopbackLauncher.class) + ".jar");
            if (!Files.exists(launcher)) {
                SmallJar.write(launcher, Map.of(), List.of(LoopbackLauncher.class));
            }
            Path opened = scratch.resolve("port");
            Path ready = scratch.resolve("ready");
            // Its working directory, deleted at exit if it is empty.
            List.of(scratch, opened, ready).forEach(path -> path.toFile().deleteOnExit());
            if (archives == null) {
                launcher.toFile().deleteOnExit();
            }
            List<Path> jars = jars(home);
            Path own = jars.stream()
                    .filter(jar -> jar.getFileName().toString().startsWith("DynamoDBLocal-"))
                    .findFirst()
                    .orElseThrow(() ->
                            new ChildProcessFailed("DynamoDB Local is not at " + home + ": no DynamoDBLocal jar"));
            List<Path> classPath = Stream.concat(
                            Stream.of(launcher), jars.stream().filter(jar -> !jar.equals(own)))
                    .toList();
            ChildProcess process = ChildProcess.java(
                            "DynamoDB Local",
                            List.of(
                                    // The second compiler gains as much as it took only after thousands of orders.
                                    "-XX:TieredStopAtLevel=1",
                                    "-XX:+UseSerialGC",
                                    // It makes all its validation errors anew for each request; a tenth of its time was
                                    // their stack traces, which nobody reads.
                                    "-XX:-StackTraceInThrowable",
                                    // Tables are in SQLite's memory and not in the heap, which holds requests under
                                    // way.
                                    "-Xms80m",
                                    "-Xmn32m",
                                    "-Xmx512m",
                                    "-Dsqlite4java.library.path=" + home))
                    .program(
                            classPath,
                            LoopbackLauncher.class.getName(),
                            Stream.concat(
                                            Stream.of(
                                                    Integer.toString(port),
                                                    opened.toString(),
                                                    ready.toString(),
                                                    own.toString(),
                                                    "-sharedDb",
                                                    "-disableTelemetry"),
                                            storage(data))
                                    .toList())
                    .archives(archives)
                    .environment(Map.of("DDB_LOCAL_TELEMETRY", "0"))
                    .directory(scratch)
                    .log(log)
                    .start();
            try {
                process.waitReady(() -> Files.exists(opened), READY_TIMEOUT);
                URI uri = URI.create("http://127.0.0.1:" + Files.readString(opened) + "/");
                return new DynamoDbService(process, uri, ready);
            } catch (IOException | InterruptedException | RuntimeException e) {
                throw notUp(process, e);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Stream<String> storage(@Nullable Path data) throws IOException {
        return data == null
                ? Stream.of("-inMemory")
                : Stream.of(
                        "-dbPath",
                        Files.createDirectories(data.toAbsolutePath()).toString());
    }

    private static List<Path> jars(Path home) throws IOException {
        try (Stream<Path> files = Files.list(home)) {
            return files.filter(file -> file.toString().endsWith(".jar"))
                    .sorted()
                    .toList();
        }
    }

    /**
     * Returns when requests are answered.
     *
     * @throws ChildProcessFailed where the process has ended, or takes too long
     */
    public void awaitReady() {
        try {
            process.waitReady(() -> Files.exists(ready), READY_TIMEOUT);
        } catch (InterruptedException | RuntimeException e) {
            throw notUp(process, e);
        }
    }

    private static RuntimeException notUp(ChildProcess process, Exception cause) {
        process.kill();
        if (cause instanceof InterruptedException) {
            Thread.currentThread().interrupt();
        }
        return cause instanceof RuntimeException already
                ? already
                : new ChildProcessFailed("DynamoDB Local did not come up: " + cause.getMessage(), cause);
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

    /** The process's own address, for clients that do not use local-aws's port. */
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
        return CompletableFuture.supplyAsync(() -> passedOn(request), threads);
    }

    @Override
    public void close() {
        process.end();
        connections.close();
        threads.shutdown();
    }

    private HttpResponse passedOn(HttpRequest request) {
        Map<String, String> onward = new LinkedHashMap<>();
        request.headers().forEach((name, values) -> {
            if (!HOP_BY_HOP.contains(name)) {
                onward.put(name, String.join(",", values));
            }
        });
        try {
            HttpResponse answer = connections.send(request.method(), "/", onward, request.body());
            if (answer.status() >= 500) {
                Optional<HttpResponse> refusal = MalformedRequest.refusal(request);
                if (refusal.isPresent()) {
                    return refusal.get();
                }
            }
            Map<String, String> headers = new LinkedHashMap<>(answer.headers());
            headers.keySet().removeAll(HOP_BY_HOP);
            return new HttpResponse(answer.status(), headers, answer.body());
        } catch (IOException e) {
            return unavailable("DynamoDB Local did not answer: " + e);
        }
    }

    private static HttpResponse unavailable(String message) {
        String body = "{\"__type\":\"com.amazon.coral.availability#ServiceUnavailableException\",\"message\":\""
                + message.replace("\\", "\\\\").replace("\"", "'") + "\"}";
        return new HttpResponse(
                503, Map.of("Content-Type", "application/x-amz-json-1.0"), body.getBytes(StandardCharsets.UTF_8));
    }
}
