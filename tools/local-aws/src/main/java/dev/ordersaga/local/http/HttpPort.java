package dev.ordersaga.local.http;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * One port on the loopback interface. A request is read whole, given to the first service that handles it, and answered
 * whole; no thread is held while the service works.
 */
public final class HttpPort implements AutoCloseable {

    /**
     * Above every limit of the services behind. The largest is a function's code, which comes in the request as Base64: Lambda takes
     * zips of 50 MB, and refuses a request of 70 167 211 bytes. DynamoDB takes 16 MB, an invocation 6 MB, Step Functions 1 MB.
     */
    static final int LARGEST_BODY = 70_167_210;

    private static final int THREADS = 32;
    private static final byte[] LOOPBACK = {127, 0, 0, 1};

    static {
        // The JDK's server reads these once, when its first class is loaded. Without the first, an answer on a
        // kept-alive
        // connection waits for Nagle's algorithm; the others keep connections longer than clients' pools do, so that no
        // client sends into a connection that is being closed.
        preset("sun.net.httpserver.nodelay", "true");
        preset("sun.net.httpserver.idleInterval", "300");
        preset("sun.net.httpserver.maxIdleConnections", "4096");
    }

    private final HttpServer server;
    private final ExecutorService threads;
    private final List<HttpService> services;

    private HttpPort(HttpServer server, ExecutorService threads, List<HttpService> services) {
        this.server = server;
        this.threads = threads;
        this.services = List.copyOf(services);
    }

    /**
     * Listens on 127.0.0.1.
     *
     * @param port 0 for any free one
     * @param services asked in this order
     * @throws java.net.BindException where the port is taken
     */
    public static HttpPort open(int port, List<HttpService> services) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getByAddress(LOOPBACK), port), 1024);
        AtomicInteger count = new AtomicInteger();
        ThreadPoolExecutor threads =
                new ThreadPoolExecutor(THREADS, THREADS, 30, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), work -> {
                    Thread thread = new Thread(work, "http-" + count.incrementAndGet());
                    thread.setDaemon(true);
                    return thread;
                });
        threads.allowCoreThreadTimeOut(true);
        HttpPort open = new HttpPort(server, threads, services);
        server.setExecutor(threads);
        server.createContext("/", open::take);
        server.start();
        return open;
    }

    public int port() {
        return server.getAddress().getPort();
    }

    public URI uri() {
        return URI.create("http://127.0.0.1:" + port());
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    private void take(HttpExchange exchange) {
        try {
            Optional<HttpRequest> request = read(exchange);
            if (request.isEmpty()) {
                write(exchange, tooLarge());
                return;
            }
            CompletionStage<HttpResponse> answer = answer(request.get());
            BiConsumer<@Nullable HttpResponse, @Nullable Throwable> write =
                    (response, failure) -> write(exchange, orFailure(request.get(), response, failure));
            if (answer.toCompletableFuture().isDone()) {
                answer.whenComplete(write);
            } else {
                answer.whenCompleteAsync(write, threads);
            }
        } catch (IOException e) {
            // The client hung up before its request was whole: there is nobody to answer.
            exchange.close();
        }
    }

    private CompletionStage<HttpResponse> answer(HttpRequest request) {
        try {
            for (HttpService service : services) {
                if (service.handles(request)) {
                    return service.answer(request);
                }
            }
            return CompletableFuture.completedFuture(nobody(request));
        } catch (RuntimeException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    private static HttpResponse orFailure(
            HttpRequest request, @Nullable HttpResponse response, @Nullable Throwable failure) {
        if (response != null) {
            return response;
        }
        return AwsJson.failure(request, failure == null ? new IllegalStateException("no answer") : failure);
    }

    /** What AWS's own front doors say to a request that no service knows, each in its own protocol. */
    private static HttpResponse nobody(HttpRequest request) {
        Optional<String> target = request.header("x-amz-target");
        if (target.isPresent()) {
            return AwsJson.failure(
                    request,
                    new AwsError("UnknownOperationException", "local-aws does not know the target " + target.get()));
        }
        if (request.header("content-type").orElse("").startsWith("application/x-www-form-urlencoded")) {
            return AwsQuery.failure(
                    new AwsError("InvalidAction", "local-aws does not know this action or its version"));
        }
        return AwsJson.failure(
                request,
                new AwsError(
                        404,
                        "UnknownOperationException",
                        "local-aws has nothing at " + request.method() + " " + request.path()));
    }

    private static HttpResponse tooLarge() {
        String body = "{\"__type\":\"RequestEntityTooLargeException\",\"message\":\"The body is larger than "
                + LARGEST_BODY + " bytes\"}";
        return new HttpResponse(
                413,
                Map.of(
                        "Content-Type",
                        "application/x-amz-json-1.0",
                        "x-amzn-ErrorType",
                        "RequestEntityTooLargeException"),
                body.getBytes(StandardCharsets.UTF_8));
    }

    private static Optional<HttpRequest> read(HttpExchange exchange) throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        try (InputStream in = exchange.getRequestBody()) {
            byte[] chunk = new byte[16 * 1024];
            for (int n = in.read(chunk); n >= 0; n = in.read(chunk)) {
                body.write(chunk, 0, n);
                if (body.size() > LARGEST_BODY) {
                    return Optional.empty();
                }
            }
        }
        Map<String, List<String>> headers = new LinkedHashMap<>();
        exchange.getRequestHeaders()
                .forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), List.copyOf(values)));
        URI uri = exchange.getRequestURI();
        String path = uri.getRawPath();
        String query = uri.getRawQuery();
        return Optional.of(new HttpRequest(
                exchange.getRequestMethod(),
                path == null ? "/" : path,
                query == null ? "" : query,
                headers,
                body.toByteArray()));
    }

    private static void write(HttpExchange exchange, HttpResponse response) {
        try {
            response.headers()
                    .forEach((name, value) -> exchange.getResponseHeaders().set(name, value));
            if (response.headers().keySet().stream().noneMatch("x-amzn-RequestId"::equalsIgnoreCase)) {
                exchange.getResponseHeaders()
                        .set("x-amzn-RequestId", UUID.randomUUID().toString());
            }
            boolean empty = response.body().length == 0 || "HEAD".equals(exchange.getRequestMethod());
            exchange.sendResponseHeaders(response.status(), empty ? -1 : response.body().length);
            if (!empty) {
                try (OutputStream out = exchange.getResponseBody()) {
                    out.write(response.body());
                }
            }
        } catch (IOException e) {
            // The client hung up before its answer: it will ask again if it cares.
        } finally {
            exchange.close();
        }
    }

    private static void preset(String property, String value) {
        if (System.getProperty(property) == null) {
            System.setProperty(property, value);
        }
    }
}
