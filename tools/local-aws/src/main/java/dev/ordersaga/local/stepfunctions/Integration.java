package dev.ordersaga.local.stepfunctions;

import dev.ordersaga.asl.execution.TaskRequest;
import java.util.concurrent.CompletionStage;
import tools.jackson.databind.JsonNode;

/** A service that Task states can use. */
@FunctionalInterface
interface Integration {

    /** The task's result, or a {@link TaskFailure}. */
    CompletionStage<JsonNode> call(TaskRequest task);
}
