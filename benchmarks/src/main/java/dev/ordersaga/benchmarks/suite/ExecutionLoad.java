package dev.ordersaga.benchmarks.suite;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Executions started over HTTP, as the AWS SDKs start them. */
final class ExecutionLoad {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final HttpRequests http;
    private final URI aws;

    ExecutionLoad(HttpRequests http, URI aws) {
        this.http = http;
        this.aws = aws;
    }

    /** Creates a state machine and returns its ARN. */
    String create(String name, String definition) throws IOException, InterruptedException {
        ObjectNode request = JSON.createObjectNode();
        request.put("name", name);
        request.put("definition", definition);
        request.put("roleArn", "arn:aws:iam::000000000000:role/bench");
        return call("CreateStateMachine", request)
                .json()
                .path("stateMachineArn")
                .asString("");
    }

    /** Starts {@code executions}, {@code atOnce} in flight, waits until all have ended, and says how many a second that were. */
    double perSecond(String machine, int executions, int atOnce) throws IOException, InterruptedException {
        AtomicInteger next = new AtomicInteger();
        long begun = System.nanoTime();
        ObjectNode request = JSON.createObjectNode();
        request.put("stateMachineArn", machine);
        request.put("input", "{\"items\":[1,2,3,4]}");
        ConcurrentClients.run(atOnce, () -> {
            int started = 0;
            for (; next.getAndIncrement() < executions; started++) {
                call("StartExecution", request);
            }
            return started;
        });
        while (running(machine)) {
            TimeUnit.MILLISECONDS.sleep(5);
        }
        return executions / ((System.nanoTime() - begun) / 1e9);
    }

    /** Keeps {@code atOnce} executions in flight for this time, and says how many a second ended as SUCCEEDED. */
    double endedPerSecond(String machine, int atOnce, Duration time) throws InterruptedException {
        long begun = System.nanoTime();
        long until = begun + time.toNanos();
        int all = ConcurrentClients.run(atOnce, () -> {
            int ended = 0;
            for (; System.nanoTime() < until; ended++) {
                awaitEnd(start(machine));
            }
            return ended;
        });
        return all / ((System.nanoTime() - begun) / 1e9);
    }

    private String start(String machine) throws IOException, InterruptedException {
        ObjectNode request = JSON.createObjectNode();
        request.put("stateMachineArn", machine);
        request.put("input", "{}");
        return call("StartExecution", request).json().path("executionArn").asString("");
    }

    private void awaitEnd(String execution) throws IOException, InterruptedException {
        ObjectNode request = JSON.createObjectNode();
        request.put("executionArn", execution);
        while (true) {
            // Looking costs CPU that the executions need.
            TimeUnit.MILLISECONDS.sleep(15);
            String status =
                    call("DescribeExecution", request).json().path("status").asString("");
            if (status.equals("SUCCEEDED")) {
                return;
            }
            if (!status.equals("RUNNING")) {
                throw new IllegalStateException(execution + " is " + status);
            }
        }
    }

    private boolean running(String machine) throws IOException, InterruptedException {
        ObjectNode request = JSON.createObjectNode();
        request.put("stateMachineArn", machine);
        request.put("statusFilter", "RUNNING");
        request.put("maxResults", 1);
        return !call("ListExecutions", request).json().path("executions").isEmpty();
    }

    private HttpRequests.Answer call(String operation, ObjectNode request) throws IOException, InterruptedException {
        HttpRequests.Answer answer = http.post(
                aws,
                request.toString(),
                Map.of(
                        "X-Amz-Target", "AWSStepFunctions." + operation,
                        "Content-Type", "application/x-amz-json-1.0",
                        "Authorization",
                                "AWS4-HMAC-SHA256 Credential=test/20260101/us-east-1/states/aws4_request, SignedHeaders=host, Signature=0"));
        if (answer.status() != 200) {
            throw new IllegalStateException(operation + ": " + answer.text());
        }
        return answer;
    }
}
