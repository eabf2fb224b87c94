package dev.ordersaga.local.stepfunctions;

import dev.ordersaga.asl.execution.Execution;
import dev.ordersaga.asl.execution.ExecutionRequest;
import dev.ordersaga.asl.execution.TaskCallback;
import dev.ordersaga.asl.execution.TaskRequest;
import dev.ordersaga.local.http.AwsError;
import dev.ordersaga.local.http.AwsJson;
import dev.ordersaga.local.stepfunctions.MockConfiguration.Answer;
import dev.ordersaga.local.stepfunctions.MockConfiguration.MockedResponse;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** The executions that run as a test case of the mock configuration, and what their tasks have been answered so far. */
final class MockedExecutions {

    private final Executions executions;
    private final Map<String, Run> byExecution = new ConcurrentHashMap<>();
    private volatile MockConfiguration configuration = MockConfiguration.NONE;

    MockedExecutions(Executions executions) {
        this.executions = executions;
    }

    /** What an ARN such as {@code arn:…:stateMachine:Name#TestCase} names. */
    record Named(String arn, @Nullable String testCase) {

        static Named of(String text) {
            int sign = text.indexOf('#');
            return sign < 0 ? new Named(text, null) : new Named(text.substring(0, sign), text.substring(sign + 1));
        }
    }

    /** A test case under way: how often each state has been answered. */
    private record Run(Map<String, MockedResponse> states, Map<String, AtomicInteger> times) {}

    void configure(MockConfiguration read) {
        configuration = read;
    }

    /** Refuses a test case that the configuration does not have. */
    void check(String machine, String testCase) {
        if (!configuration.testCases().getOrDefault(machine, Map.of()).containsKey(testCase)) {
            throw new AwsError(
                    "ValidationException",
                    "The mock configuration has no test case '" + testCase + "' of the state machine '" + machine
                            + "'");
        }
    }

    /**
     * Starts an execution whose tasks are answered as its test case says; one that is under way goes on as it does.
     *
     * @param testCase null for an execution like any other
     * @param run the execution that was started
     */
    <T> T start(ExecutionRequest request, @Nullable String testCase, Supplier<T> start, Function<T, Execution> run) {
        if (testCase == null) {
            return start.get();
        }
        Run fresh = new Run(
                configuration
                        .testCases()
                        .getOrDefault(request.stateMachineName(), Map.of())
                        .getOrDefault(testCase, Map.of()),
                new ConcurrentHashMap<>());
        String arn = request.executionArn();
        boolean first = byExecution.putIfAbsent(arn, fresh) == null;
        boolean started = false;
        try {
            T begun = start.get();
            started = true;
            run.apply(begun).whenEnded(() -> byExecution.remove(arn));
            return begun;
        } finally {
            if (!started && first) {
                byExecution.remove(arn, fresh);
            }
        }
    }

    /** Answers a task that is mocked; false where its service is to be called. */
    boolean answers(TaskRequest task, TaskCallback callback) {
        Run run = byExecution.get(task.executionArn());
        MockedResponse response = run == null ? null : run.states().get(task.stateName());
        if (run == null || response == null) {
            return false;
        }
        int time = run.times()
                .computeIfAbsent(task.stateName(), first -> new AtomicInteger())
                .getAndIncrement();
        Optional<Answer> answer = response.at(time);
        if (answer.isEmpty()) {
            callback.failed(
                    "States.Runtime",
                    "The mocked response '" + response.name() + "' of the state '" + task.stateName()
                            + "' has no answer for the time " + time);
            return true;
        }
        answer(task, callback, answer.get());
        return true;
    }

    private void answer(TaskRequest task, TaskCallback callback, Answer answer) {
        String token = task.taskToken();
        JsonNode result = answer.result();
        if (result == null) {
            callback.failed(answer.error(), answer.cause());
        } else if (token == null) {
            callback.succeeded(result);
        } else {
            // The request is accepted, and the task's token is answered at once.
            callback.succeeded(AwsJson.MAPPER.createObjectNode());
            executions
                    .holding(token)
                    .ifPresent(holding -> holding.execution().sendTaskSuccess(token, AwsJson.text(result)));
        }
    }
}
