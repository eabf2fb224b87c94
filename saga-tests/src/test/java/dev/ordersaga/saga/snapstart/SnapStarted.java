package dev.ordersaga.saga.snapstart;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.ordersaga.local.process.ChildProcess;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/**
 * A function's zip in a JVM with AWS's own runtime interface client, and the Runtime API that Lambda has for it. With SnapStart
 * the client calls what is registered with CRaC, and waits at {@code /restore/next}: there Lambda takes its snapshot. Nothing
 * is frozen here, the process goes on when it is told that it was restored.
 */
final class SnapStarted implements AutoCloseable {

    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final Path RUNTIME = ROOT.resolve("tools/local-aws/target/lambda-runtime");
    private static final String API = "/2018-06-01/runtime";
    private static final Duration TIMEOUT = Duration.ofSeconds(60);

    private final HttpServer api;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final CountDownLatch toBeTaken = new CountDownLatch(1);
    private final CountDownLatch restored = new CountDownLatch(1);
    private final BlockingQueue<String> payloads = new ArrayBlockingQueue<>(1);
    private final BlockingQueue<Answer> answers = new ArrayBlockingQueue<>(1);
    private final CompletableFuture<String> initError = new CompletableFuture<>();
    private final ChildProcess process;

    /** @param failed whether it is an error */
    record Answer(String body, boolean failed) {}

    /** How a start is meant. */
    enum Start {
        /** As on Lambda with SnapStart. */
        SNAP_START("snap-start", true),
        /** The same, and nothing that is registered is called. */
        UNPRIMED("snap-start", false),
        /** As on Lambda without SnapStart. */
        ON_DEMAND("on-demand", true);

        private final String type;
        private final boolean crac;

        Start(String type, boolean crac) {
            this.type = type;
            this.crac = crac;
        }
    }

    /**
     * @param zip as Maven builds it, from the repository's root
     * @param directory is empty, and gets the unpacked zip
     */
    SnapStarted(String zip, String handler, Map<String, String> environment, Path directory, Start start)
            throws IOException {
        unpack(ROOT.resolve(zip), directory);
        api = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        api.createContext(API, this::answer);
        api.setExecutor(threads);
        api.start();
        Map<String, String> variables = new HashMap<>(environment);
        variables.put("AWS_LAMBDA_RUNTIME_API", "127.0.0.1:" + api.getAddress().getPort());
        variables.put("AWS_LAMBDA_INITIALIZATION_TYPE", start.type);
        variables.put("AWS_LAMBDA_FUNCTION_NAME", "function");
        variables.put("AWS_LAMBDA_FUNCTION_VERSION", "1");
        variables.put("AWS_LAMBDA_FUNCTION_MEMORY_SIZE", "1024");
        variables.put("AWS_LAMBDA_LOG_GROUP_NAME", "group");
        variables.put("AWS_LAMBDA_LOG_STREAM_NAME", "stream");
        variables.put("AWS_REGION", "us-east-1");
        variables.put("AWS_ACCESS_KEY_ID", "test");
        variables.put("AWS_SECRET_ACCESS_KEY", "test");
        variables.put("LAMBDA_TASK_ROOT", directory.toString());
        variables.put("LAMBDA_RUNTIME_DIR", RUNTIME.toString());
        variables.put("_HANDLER", handler);
        variables.put("PATH", "/usr/bin:/bin");
        List<String> arguments = new ArrayList<>(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx512m"));
        if (start.crac) {
            // Lambda's java25 passes it, too: its client has an implementation of its own of what org.crac is the door
            // to.
            arguments.add("-Dorg.crac.Core.Compat=com.amazonaws.services.lambda.crac");
        }
        arguments.addAll(
                List.of("-cp", RUNTIME + "/*", "com.amazonaws.services.lambda.runtime.api.client.AWSLambda", handler));
        process = ChildProcess.java(zip, arguments)
                .onlyThisEnvironment()
                .environment(variables)
                .directory(directory)
                .log(directory.resolveSibling(directory.getFileName() + ".log"))
                .start();
    }

    /** Returns when all is done that is done before the snapshot. */
    void awaitSnapshot() throws InterruptedException {
        process.waitReady(() -> toBeTaken.getCount() == 0 || initError.isDone(), TIMEOUT);
        if (initError.isDone()) {
            throw new IllegalStateException(initError.join());
        }
    }

    void restore() {
        restored.countDown();
    }

    /** Returns the answer to this event. */
    Answer call(String payload) throws InterruptedException {
        payloads.put(payload);
        Answer answer = answers.poll(TIMEOUT.toSeconds(), TimeUnit.SECONDS);
        if (answer == null) {
            throw new IllegalStateException("no answer in " + TIMEOUT + "; see " + process.log());
        }
        return answer;
    }

    String log() throws IOException {
        return Files.readString(process.log());
    }

    private void answer(HttpExchange exchange) {
        try (exchange) {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            String path = exchange.getRequestURI().getPath().substring(API.length());
            if (path.equals("/restore/next")) {
                toBeTaken.countDown();
                restored.await();
                reply(exchange, 200, "");
            } else if (path.equals("/invocation/next")) {
                String payload = payloads.take();
                exchange.getResponseHeaders().add("Content-Type", "application/json");
                exchange.getResponseHeaders()
                        .add("Lambda-Runtime-Aws-Request-Id", "8476a536-e9f4-11e8-9739-2dfe598c3fcd");
                exchange.getResponseHeaders()
                        .add("Lambda-Runtime-Deadline-Ms", Long.toString(System.currentTimeMillis() + 10_000));
                exchange.getResponseHeaders()
                        .add("Lambda-Runtime-Invoked-Function-Arn", "arn:aws:lambda:us-east-1:1:function:function");
                reply(exchange, 200, payload);
            } else if (path.endsWith("/response") || path.startsWith("/invocation/")) {
                answers.put(new Answer(body, path.endsWith("/error")));
                reply(exchange, 202, "{}");
            } else {
                initError.complete(path + ": " + body);
                reply(exchange, 202, "{}");
            }
        } catch (IOException e) {
            // The function has ended.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void reply(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    private static void unpack(Path zip, Path directory) {
        try (ZipInputStream entries = new ZipInputStream(Files.newInputStream(zip))) {
            for (ZipEntry entry = entries.getNextEntry(); entry != null; entry = entries.getNextEntry()) {
                Path file = directory.resolve(entry.getName());
                if (entry.isDirectory()) {
                    Files.createDirectories(file);
                } else {
                    Files.createDirectories(file.resolveSibling("."));
                    try (OutputStream out = Files.newOutputStream(file)) {
                        ((InputStream) entries).transferTo(out);
                    }
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        process.kill();
        process.onExit().join();
        threads.shutdownNow();
        api.stop(0);
    }
}
