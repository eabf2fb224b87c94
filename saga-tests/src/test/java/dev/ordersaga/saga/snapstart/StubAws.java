package dev.ordersaga.saga.snapstart;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** DynamoDB whose tables are empty, Step Functions that knows no execution; both remember what they were asked, and on which connection. */
final class StubAws implements AutoCloseable {

    private static final Set<String> WRITES = Set.of("PutItem", "UpdateItem", "DeleteItem", "StartExecution");

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<Call> calls = new CopyOnWriteArrayList<>();
    private final AtomicInteger keysAsked = new AtomicInteger();
    private volatile boolean failing;

    /**
     * One request.
     *
     * @param connection the caller's port
     * @param writes whether an empty table would hold something afterwards
     */
    record Call(String operation, int connection, boolean writes) {}

    StubAws() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.setExecutor(threads);
        server.start();
    }

    String endpoint() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** From now on every request is answered by a server's error, or not any more. */
    void fail(boolean failing) {
        this.failing = failing;
    }

    /** How often the keys of the issuer of tokens were asked for, which this is, too. */
    int keysAsked() {
        return keysAsked.get();
    }

    List<Call> calls() {
        return List.copyOf(calls);
    }

    List<String> operations() {
        return calls.stream().map(Call::operation).toList();
    }

    Set<Integer> connections() {
        return calls.stream().map(Call::connection).collect(Collectors.toSet());
    }

    private void answer(HttpExchange exchange) {
        try (exchange) {
            if (exchange.getRequestURI().getPath().equals("/.well-known/jwks.json")) {
                reply(exchange, 200, "{\"keys\":[]}");
                keysAsked.incrementAndGet();
                return;
            }
            JsonNode request = JsonMapper.shared().readTree(exchange.getRequestBody());
            String target = exchange.getRequestHeaders().getFirst("X-Amz-Target");
            String operation = target.substring(target.indexOf('.') + 1);
            boolean writes =
                    operation.equals("TransactWriteItems") ? !expectsARecord(request) : WRITES.contains(operation);
            calls.add(new Call(operation, exchange.getRemoteAddress().getPort(), writes));
            if (failing) {
                reply(exchange, 500, "{\"__type\":\"InternalServerError\"}");
            } else {
                switch (operation) {
                    case "TransactWriteItems" -> {
                        if (writes) {
                            reply(exchange, 200, "{}");
                        } else {
                            reply(
                                    exchange,
                                    400,
                                    "{\"__type\":\"com.amazonaws.dynamodb.v20120810#TransactionCanceledException\","
                                            + "\"CancellationReasons\":[{\"Code\":\"ConditionalCheckFailed\"}]}");
                        }
                    }
                    case "Scan", "Query" -> reply(exchange, 200, "{\"Items\":[],\"Count\":0}");
                    case "BatchGetItem" -> reply(exchange, 200, "{\"Responses\":{},\"UnprocessedKeys\":{}}");
                    case "DescribeExecution" ->
                        reply(exchange, 400, "{\"__type\":\"com.amazonaws.swf.service.v2#ExecutionDoesNotExist\"}");
                    default -> reply(exchange, 200, "{}");
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whether a condition demands a record that an empty table has not. */
    private static boolean expectsARecord(JsonNode transaction) {
        return transaction
                .path("TransactItems")
                .valueStream()
                .anyMatch(
                        item -> item.at("/Put/ConditionExpression").asString("").equals("#state = :state"));
    }

    private static void reply(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("Content-Type", "application/x-amz-json-1.0");
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
