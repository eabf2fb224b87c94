package dev.ordersaga.local.stepfunctions;

import dev.ordersaga.asl.IntegrationPattern;
import dev.ordersaga.asl.TaskResource;
import dev.ordersaga.asl.execution.TaskCallback;
import dev.ordersaga.asl.execution.TaskRequest;
import dev.ordersaga.asl.execution.TaskRunner;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Finds the service behind a Task's resource, and brings its answer back to the engine. */
final class Integrations implements TaskRunner {

    /** Stands for a Lambda function's own ARN among the services. */
    private static final String FUNCTION = "function";

    /** What aws-sdk:sfn answers only when an execution has ended or a task has come. */
    private static final Set<String> WAITING_CALLS = Set.of("startSyncExecution", "getActivityTask");

    private final Executions executions;
    private final MockedExecutions mocked;
    private final Activities activities;
    private final Map<String, Integration> byService;

    /**
     * Knows the services there are.
     *
     * @param byService such as {@code lambda}, {@code aws-sdk:dynamodb}; {@code function} for a Lambda function's own ARN
     */
    Integrations(
            Executions executions, MockedExecutions mocked, Activities activities, Map<String, Integration> byService) {
        this.activities = activities;
        this.executions = executions;
        this.mocked = mocked;
        this.byService = Map.copyOf(byService);
    }

    @Override
    public void run(TaskRequest task, TaskCallback callback) {
        if (task.taskToken() != null) {
            // Before the request leaves: the answer may come while the request is still under way.
            executions.holds(task.executionArn(), task.taskToken());
        }
        if (mocked.answers(task, callback)) {
            return;
        }
        TaskResource resource = TaskResource.of(task.resource());
        if (resource instanceof TaskResource.Activity) {
            activities.offer(task, callback);
            return;
        }
        String service = service(resource);
        Integration integration = byService.get(service);
        if (integration == null) {
            callback.failed(
                    "States.Runtime",
                    "The resource " + task.resource() + " of state '" + task.stateName()
                            + "' is not supported by local-aws");
            return;
        }
        String name = service.equals(FUNCTION) ? task.resource() : service;
        try {
            CompletionStage<JsonNode> called = integration.call(task);
            callback.whenAborted(() -> called.toCompletableFuture().cancel(false));
            called.whenComplete((result, failure) -> answer(name, callback, result, failure));
        } catch (RuntimeException e) {
            answer(name, callback, null, e);
        }
    }

    /**
     * Whether something works on the task from its request to its answer. An activity's task waits for a worker to come, and who starts an
     * execution and waits for its end leaves the work to that execution.
     */
    static boolean isWork(TaskRequest task) {
        TaskResource resource = TaskResource.of(task.resource());
        if (resource instanceof TaskResource.Activity) {
            return false;
        }
        return switch (service(resource)) {
            case "states" -> resource.waitsFor() != IntegrationPattern.RUN_A_JOB;
            case "aws-sdk:sfn" -> !WAITING_CALLS.contains(action(resource));
            default -> true;
        };
    }

    private static String action(TaskResource resource) {
        return resource instanceof TaskResource.Integration integration ? integration.action() : "";
    }

    private static String service(TaskResource resource) {
        if (resource instanceof TaskResource.Integration integration) {
            return integration.service();
        }
        return resource instanceof TaskResource.Function ? FUNCTION : "";
    }

    private static void answer(
            String service, TaskCallback callback, @Nullable JsonNode result, @Nullable Throwable failure) {
        if (result != null) {
            if (tooLarge(result)) {
                callback.failed(
                        "States.DataLimitExceeded",
                        "The state/task '" + service
                                + "' returned a result with a size exceeding the maximum number of bytes service limit.");
            } else {
                callback.succeeded(result);
            }
            return;
        }
        Throwable why =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        if (why instanceof TaskFailure known) {
            callback.failed(known.error(), known.getMessage());
        } else {
            callback.failed("States.Runtime", "local-aws failed: " + why);
        }
    }

    private static boolean tooLarge(JsonNode result) {
        String text = result.toString();
        return text.length() > ExecutionOperations.MAX_DATA_LENGTH
                || (text.length() > ExecutionOperations.MAX_DATA_LENGTH / 3
                        && text.getBytes(StandardCharsets.UTF_8).length > ExecutionOperations.MAX_DATA_LENGTH);
    }
}
