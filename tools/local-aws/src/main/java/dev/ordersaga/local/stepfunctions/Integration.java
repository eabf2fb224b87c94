package dev.ordersaga.local.stepfunctions;

import dev.ordersaga.asl.execution.TaskRequest;
import java.util.concurrent.CompletionStage;
import tools.jackson.databind.JsonNode;

/** A service that Task states can use. */
@FunctionalInterface
interface Integration {

    /**
     * The task's result, or a {@link TaskFailure}. It is cancelled where the task is aborted: "Step Functions will make a best-effort
     * attempt to cancel the task".
     */
    CompletionStage<JsonNode> call(TaskRequest task);
}
