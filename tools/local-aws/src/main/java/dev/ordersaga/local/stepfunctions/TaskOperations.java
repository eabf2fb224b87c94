package dev.ordersaga.local.stepfunctions;

import dev.ordersaga.asl.execution.Execution;
import dev.ordersaga.local.http.AwsError;
import dev.ordersaga.local.http.AwsJson;
import dev.ordersaga.local.http.Caller;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.node.ObjectNode;

/**
 * The operations by which a worker answers for a task that waits for its token.
 *
 * @see <a href="https://docs.aws.amazon.com/step-functions/latest/apireference/API_SendTaskSuccess.html">SendTaskSuccess</a>
 */
final class TaskOperations {

    private static final int MAX_TOKEN_LENGTH = 2048;

    private final Executions executions;

    TaskOperations(Executions executions) {
        this.executions = executions;
    }

    CompletionStage<ObjectNode> success(Caller caller, RequestFields input) {
        String token = input.required("taskToken", MAX_TOKEN_LENGTH);
        String output = input.required("output", Integer.MAX_VALUE);
        if (output.getBytes(StandardCharsets.UTF_8).length > ExecutionOperations.MAX_DATA_LENGTH) {
            throw new AwsError(
                    "ValidationException",
                    "1 validation error detected: Value at 'output' failed to satisfy constraint: Member must have length less"
                            + " than or equal to " + ExecutionOperations.MAX_DATA_LENGTH);
        }
        try {
            AwsJson.MAPPER.readTree(output);
        } catch (JacksonException e) {
            throw new AwsError("InvalidOutput", "Invalid Output: '" + AwsJson.why(e) + "'");
        }
        return told(token, execution -> execution.sendTaskSuccess(token, output));
    }

    CompletionStage<ObjectNode> failure(Caller caller, RequestFields input) {
        String token = input.required("taskToken", MAX_TOKEN_LENGTH);
        @Nullable String error = input.optional("error", 256).orElse(null);
        @Nullable String cause = input.optional("cause", 32_768).orElse(null);
        return told(token, execution -> execution.sendTaskFailure(token, error, cause));
    }

    CompletionStage<ObjectNode> heartbeat(Caller caller, RequestFields input) {
        String token = input.required("taskToken", MAX_TOKEN_LENGTH);
        return told(token, execution -> execution.sendTaskHeartbeat(token));
    }

    /** The answer comes when what was told has been written down. */
    private CompletionStage<ObjectNode> told(String token, Predicate<Execution> tell) {
        StartedExecution holder = executions.holding(token).orElseThrow(() -> unknown(token));
        if (!tell.test(holder.execution())) {
            throw new AwsError("TaskTimedOut", "Task Timed Out: 'Provided task does not exist anymore'");
        }
        return holder.execution().written().thenApply(written -> AwsJson.MAPPER.createObjectNode());
    }

    /** A text that no task token could be is told apart from a token that no task here has. */
    private static AwsError unknown(String token) {
        try {
            if (UUID.fromString(token).toString().equals(token)) {
                return new AwsError("TaskDoesNotExist", "Task does not exist");
            }
        } catch (IllegalArgumentException e) {
            // Not a token: refused as such below.
        }
        return new AwsError("InvalidToken", "Invalid Token: 'Invalid token'");
    }
}
