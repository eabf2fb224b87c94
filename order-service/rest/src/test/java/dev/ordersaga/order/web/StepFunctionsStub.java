package dev.ordersaga.order.web;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.MissingNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * As much of Step Functions as starts executions, tells of them and takes answers; a test says how they end, what their
 * history is and which tasks wait.
 */
public final class StepFunctionsStub implements AutoCloseable {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final String REFUND = "refund/";

    private final HttpServer server;
    private final Map<String, Execution> executions = new ConcurrentHashMap<>();
    private final AtomicInteger started = new AtomicInteger();
    private final Map<String, String> answers = new ConcurrentHashMap<>();
    private final Set<String> waiting = ConcurrentHashMap.newKeySet();

    static StepFunctionsStub start() {
        try {
            return new StepFunctionsStub();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private StepFunctionsStub() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 100);
        server.setExecutor(Executors.newFixedThreadPool(8, work -> {
            Thread thread = new Thread(work, "step-functions-stub");
            thread.setDaemon(true);
            return thread;
        }));
        server.createContext("/", this::answer);
        server.start();
    }

    URI endpoint() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /** How many executions were ever started. */
    int started() {
        return started.get();
    }

    public JsonNode inputOf(String orderId) {
        return JSON.readTree(find(orderId).input);
    }

    boolean has(String orderId) {
        return executions.containsKey(orderId);
    }

    void end(String orderId, String status) {
        find(orderId).status = status;
    }

    /** What happens ninety days after the end. */
    void forget(String orderId) {
        executions.remove(orderId);
    }

    /** An execution that somebody started by hand. */
    void startByHand(String name, String input) {
        executions.put(name, new Execution(input));
    }

    void tell(String orderId, List<String> events) {
        find(orderId).history = List.copyOf(events);
    }

    /** The order's refund, which is running, with its history. */
    void tellOfRefund(String orderId, List<String> events) {
        startByHand(REFUND + orderId, "{}");
        tell(REFUND + orderId, events);
    }

    /** A task waits for this token from now on, until it gets its answer. */
    void waitFor(String token) {
        waiting.add(token);
    }

    /** The task has timed out. */
    void stopWaiting(String token) {
        waiting.remove(token);
    }

    /** What the task got, empty if nothing. */
    String answerTo(String token) {
        return answers.getOrDefault(token, "");
    }

    /** The input of an order's refund, missing if none was started. */
    JsonNode refundOf(String orderId) {
        Execution refund = executions.get(REFUND + orderId);
        return refund == null ? MissingNode.getInstance() : JSON.readTree(refund.input);
    }

    private Execution find(String name) {
        Execution execution = executions.get(name);
        if (execution == null) {
            throw new AssertionError("no execution " + name);
        }
        return execution;
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        JsonNode request = JSON.readTree(exchange.getRequestBody().readAllBytes());
        String target = exchange.getRequestHeaders().getFirst("X-Amz-Target");
        String operation = target.substring(target.indexOf('.') + 1);
        ObjectNode answer = JSON.createObjectNode();
        String error = switch (operation) {
            case "StartExecution" -> start(request, answer);
            case "SendTaskSuccess" -> take(request);
            case "DescribeExecution" -> describe(request, answer);
            case "GetExecutionHistory" -> history(request, answer);
            case "DescribeStateMachine" -> {
                answer.put("stateMachineArn", request.path("stateMachineArn").asString());
                yield "";
            }
            default -> "UnknownOperationException";
        };
        if (!error.isEmpty()) {
            answer.removeAll();
            answer.put("__type", error).put("message", error);
        }
        byte[] body = JSON.writeValueAsBytes(answer);
        exchange.getResponseHeaders().set("Content-Type", "application/x-amz-json-1.0");
        exchange.sendResponseHeaders(error.isEmpty() ? 200 : 400, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    private String start(JsonNode request, ObjectNode answer) {
        boolean refund = request.path("stateMachineArn").stringValue().endsWith("-refund");
        String name = (refund ? REFUND : "") + request.path("name").stringValue();
        Execution mine = new Execution(request.path("input").stringValue());
        Execution first = executions.putIfAbsent(name, mine);
        if (first == null) {
            started.incrementAndGet();
        } else if (!first.status.equals("RUNNING") || !first.input.equals(mine.input)) {
            return "ExecutionAlreadyExists";
        }
        answer.put("executionArn", "arn:aws:states:us-east-1:000000000000:execution:order-saga:" + name)
                .put("startDate", 1.7e9);
        return "";
    }

    private String take(JsonNode request) {
        String token = request.path("taskToken").stringValue();
        if (!waiting.remove(token)) {
            return token.startsWith("unknown") ? "TaskDoesNotExist" : "TaskTimedOut";
        }
        answers.put(token, request.path("output").stringValue());
        return "";
    }

    private String describe(JsonNode request, ObjectNode answer) {
        String arn = request.path("executionArn").stringValue();
        Execution execution = executions.get(nameIn(arn));
        if (execution == null) {
            return "ExecutionDoesNotExist";
        }
        answer.put("executionArn", arn)
                .put("startDate", 1.7e9)
                .put("status", execution.status)
                .put("input", execution.input);
        return "";
    }

    private static String nameIn(String executionArn) {
        return (executionArn.contains("-refund:") ? REFUND : "")
                + executionArn.substring(executionArn.lastIndexOf(':') + 1);
    }

    private String history(JsonNode request, ObjectNode answer) {
        String arn = request.path("executionArn").stringValue();
        List<String> all = find(nameIn(arn)).history;
        int from = Integer.parseInt(request.path("nextToken").asString("0"));
        int to = Math.min(all.size(), from + 3);
        ArrayNode events = answer.putArray("events");
        all.subList(from, to).forEach(event -> events.add(JSON.readTree(event)));
        if (to < all.size()) {
            answer.put("nextToken", Integer.toString(to));
        }
        return "";
    }

    private static final class Execution {
        private final String input;
        private volatile String status = "RUNNING";
        private volatile List<String> history = new ArrayList<>();

        private Execution(String input) {
            this.input = input;
        }
    }
}
