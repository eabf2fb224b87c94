package dev.ordersaga.local.stepfunctions;

import dev.ordersaga.asl.Retrier;
import dev.ordersaga.asl.StateMachine;
import dev.ordersaga.asl.execution.Engine;
import dev.ordersaga.asl.execution.Execution;
import dev.ordersaga.asl.execution.ExecutionRequest;
import dev.ordersaga.asl.execution.Ids;
import dev.ordersaga.asl.execution.Jitter;
import dev.ordersaga.asl.execution.TaskRunner;
import dev.ordersaga.asl.execution.VirtualTimers;
import dev.ordersaga.local.http.AwsError;
import dev.ordersaga.local.http.AwsJson;
import dev.ordersaga.local.http.Caller;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * TestState: "accepts the definition of a single state and executes it", with its work done or mocked. The engine that runs state
 * machines runs it, in a state machine that ends where the state does.
 *
 * @see <a href="https://docs.aws.amazon.com/step-functions/latest/apireference/API_TestState.html">TestState</a>
 */
final class TestStateOperation {

    private static final int MAX_DEFINITION_LENGTH = 1_048_576;
    private static final int MAX_TEXT_LENGTH = 262_144;
    private static final List<String> LEVELS = List.of("INFO", "DEBUG", "TRACE");

    private final Clock clock;
    private final Function<TaskRunner, Engine> realTime;
    private final TaskRunner tasks;
    private final Jitter jitter;
    private final Ids ids;

    /**
     * Ready for its first state.
     *
     * @param realTime an engine whose time passes, for work that is not mocked
     * @param tasks does that work
     */
    TestStateOperation(Clock clock, Function<TaskRunner, Engine> realTime, TaskRunner tasks, Jitter jitter, Ids ids) {
        this.clock = clock;
        this.realTime = realTime;
        this.tasks = tasks;
        this.jitter = jitter;
        this.ids = ids;
    }

    CompletionStage<ObjectNode> test(Caller caller, RequestFields input) {
        String definition = input.required("definition", MAX_DEFINITION_LENGTH);
        Optional<String> name =
                input.any("stateName").isPresent() ? Optional.of(input.required("stateName", 80)) : Optional.empty();
        String level = input.oneOf("inspectionLevel", LEVELS).orElse("INFO");
        String role =
                input.optional("roleArn", StateMachineOperations.MAX_ARN_LENGTH).orElse("");
        boolean reveal = input.flag("revealSecrets", false);
        Optional<JsonNode> variables = json(input, "variables");
        Optional<JsonNode> context = json(input, "context");
        StateConfiguration configuration = StateConfiguration.read(input);
        Optional<Mock> mock = Mock.read(input);
        String mode = Mock.mode(input);
        if (reveal && mock.isPresent()) {
            throw Mock.refused("TestState does not support RevealSecrets when a mock is specified.");
        }
        configuration.checkAgainst(mock);
        StateUnderTest tested = StateUnderTest.read(definition, name);
        if (mock.isPresent()) {
            mock.get().checkAgainst(tested, mode);
            configuration.checkIterations(mock.get());
        } else {
            checkUnmocked(tested, role);
        }
        String data = input.optional("input", MAX_TEXT_LENGTH).orElse("{}");
        parsed(data);

        ExecutionRequest request = request(caller, role, data, context);
        WrittenJson written = new WrittenJson(data, mock.map(Mock::resultText).orElse(null));
        Optional<MapPreparation> map =
                MapPreparation.of(this, tested, request, variables.orElse(null), configuration.itemsRead());
        Inspection inspection = new Inspection(this, tested, map, request, written, variables.orElse(null));
        Optional<Mock> decided = mock.map(given -> map.flatMap(MapPreparation::problem)
                .orElseGet(() -> map.map(prepared -> configuration.outcome(prepared, given))
                        .orElse(given)));
        return run(tested, request, decided, inspection)
                .thenApply(tried -> answer(tested, tried, level, configuration, variables));
    }

    private ExecutionRequest request(Caller caller, String role, String data, Optional<JsonNode> context) {
        String machine = ids.next();
        String execution = ids.next();
        String prefix = "arn:aws:states:" + caller.region() + ":" + caller.account() + ":";
        return new ExecutionRequest(
                prefix + "express:" + machine + ":" + execution,
                execution,
                prefix + "stateMachine:" + machine,
                machine,
                role.isEmpty() ? null : role,
                data,
                context.orElse(null));
    }

    private static void checkUnmocked(StateUnderTest tested, String role) {
        if (tested.type().equals("Map") || tested.type().equals("Parallel")) {
            throw new AwsError(
                    "InvalidDefinition",
                    "TestState API does not support Map or Parallel states. Supported state types include: [Task, Wait,"
                            + " Pass, Succeed, Fail, Choice]");
        }
        if (!tested.type().equals("Task")) {
            return;
        }
        String resource = tested.json().path("Resource").asString("");
        if (resource.contains(":activity:") || resource.endsWith(".waitForTaskToken") || resource.contains(".sync")) {
            throw new AwsError(
                    "InvalidDefinition",
                    "TestState API does not support Activities, .sync or .waitForTaskToken unless a mock is specified");
        }
        if (role.isEmpty()) {
            throw Mock.refused("RoleArn must be specified when testing a Task state");
        }
    }

    private CompletionStage<TriedState> run(
            StateUnderTest tested, ExecutionRequest request, Optional<Mock> mock, Inspection inspection) {
        StateUnderTest.Once once = tested.once(mock.isPresent(), inspection.variables());
        Work work = new Work();
        if (tested.type().equals("Task") && mock.isEmpty()) {
            Execution execution = realTime.apply(work.seen(tasks)).start(once.machine(), request);
            CompletableFuture<TriedState> ended = new CompletableFuture<>();
            execution.whenEnded(() -> ended.complete(TriedState.of(execution, once, work, inspection)));
            return ended;
        }
        TaskRunner mocked = (task, callback) -> {
            Mock outcome = mock.orElseThrow();
            if (outcome.result() != null) {
                callback.succeeded(outcome.result());
            } else {
                callback.failed(outcome.error(), outcome.cause());
            }
        };
        VirtualTimers timers = new VirtualTimers(clock.instant());
        Execution execution =
                new Engine(Runnable::run, timers, work.seen(mocked), jitter, ids).start(once.machine(), request);
        String token = work.token.get();
        if (token != null && mock.isPresent()) {
            Mock outcome = mock.get();
            if (outcome.result() != null) {
                execution.sendTaskSuccess(token, AwsJson.text(outcome.result()));
            } else {
                execution.sendTaskFailure(token, outcome.error(), outcome.cause());
            }
        }
        timers.runUntilIdle();
        return CompletableFuture.completedFuture(TriedState.of(execution, once, work, inspection));
    }

    /** What a state machine without work makes of an input; empty where it fails. */
    Optional<JsonNode> outputOf(StateMachine machine, ExecutionRequest request) {
        return ended(machine, request).output().map(AwsJson.MAPPER::readTree);
    }

    /** An execution of a state machine without work, at its end. */
    Execution ended(StateMachine machine, ExecutionRequest request) {
        VirtualTimers timers = new VirtualTimers(clock.instant());
        TaskRunner none = (task, callback) -> callback.failed("States.Runtime", "there is no work here");
        Execution execution = new Engine(Runnable::run, timers, none, jitter, ids).start(machine, request);
        timers.runUntilIdle();
        return execution;
    }

    private static ObjectNode answer(
            StateUnderTest tested,
            TriedState tried,
            String level,
            StateConfiguration configuration,
            Optional<JsonNode> variables) {
        ObjectNode answer = AwsJson.MAPPER.createObjectNode();
        ObjectNode errorDetails = AwsJson.MAPPER.createObjectNode();
        String status = tried.failed() ? "FAILED" : "SUCCEEDED";
        boolean retriable = false;
        String error = tried.error();
        if (tried.failed() && error != null) {
            boolean terminal = error.equals("States.Runtime") || error.equals("States.DataLimitExceeded");
            List<Retrier> retriers = tested.state().retry();
            for (int i = 0; i < retriers.size(); i++) {
                Retrier retrier = retriers.get(i);
                if (retrier.matches(error, terminal)) {
                    errorDetails.put("retryIndex", i);
                    if (configuration.retries() < retrier.maxAttempts()) {
                        retriable = true;
                        status = "RETRIABLE";
                        errorDetails.put(
                                "retryBackoffIntervalSeconds", (long) retrier.delaySeconds(configuration.retries()));
                    }
                    break;
                }
            }
        }
        if (tried.failed()) {
            if (error != null) {
                answer.put("error", error);
            }
            if (tried.cause() != null) {
                answer.put("cause", tried.cause());
            }
        }
        if (!retriable) {
            if (tried.catchIndex() >= 0) {
                status = "CAUGHT_ERROR";
                errorDetails.put("catchIndex", tried.catchIndex());
            }
            if (tried.output() != null) {
                answer.put("output", tried.inspection().written().text(tried.output()));
            }
            if (tried.nextState() != null) {
                answer.put("nextState", tried.nextState());
            }
        }
        answer.put("status", status);
        if (!level.equals("INFO")) {
            ObjectNode inspected = tried.inspection().of(tried);
            variables.ifPresent(given -> inspected.put("variables", AwsJson.text(given)));
            if (!errorDetails.isEmpty()) {
                inspected.set("errorDetails", errorDetails);
            }
            answer.set("inspectionData", inspected);
        }
        return answer;
    }

    private static Optional<JsonNode> json(RequestFields input, String field) {
        return input.optional(field, MAX_TEXT_LENGTH).map(text -> {
            try {
                JsonNode json = AwsJson.MAPPER.readTree(text);
                if (json.isObject()) {
                    return json;
                }
            } catch (JacksonException e) {
                throw Mock.refused("The field " + field + " is not JSON: " + AwsJson.why(e));
            }
            throw Mock.refused("The field " + field + " must be a JSON object");
        });
    }

    private static void parsed(String data) {
        try {
            if (!AwsJson.MAPPER.readTree(data).isMissingNode()) {
                return;
            }
        } catch (JacksonException e) {
            throw new AwsError(
                    "InvalidExecutionInput", "Invalid State Machine Execution Input: '" + AwsJson.why(e) + "'");
        }
        throw new AwsError(
                "InvalidExecutionInput", "Invalid State Machine Execution Input: 'Invalid execution input.'");
    }

    /** What the state asked of its work, and what it got. */
    static final class Work {

        final AtomicReference<@Nullable String> token = new AtomicReference<>();
        final AtomicReference<@Nullable JsonNode> asked = new AtomicReference<>();
        final AtomicReference<@Nullable JsonNode> got = new AtomicReference<>();

        private TaskRunner seen(TaskRunner runner) {
            return (task, callback) -> {
                asked.set(task.input());
                token.set(task.taskToken());
                runner.run(task, new SeenCallback(callback, got));
            };
        }
    }
}
