package dev.ordersaga.local.stepfunctions;

import dev.ordersaga.local.http.AwsError;
import dev.ordersaga.local.http.AwsJson;
import dev.ordersaga.local.http.Caller;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import tools.jackson.databind.node.ObjectNode;

/**
 * RedriveExecution: a standard execution that did not succeed goes on from the states that did not.
 *
 * @see <a href="https://docs.aws.amazon.com/step-functions/latest/apireference/API_RedriveExecution.html">RedriveExecution</a>
 */
final class RedriveOperation {

    /** "A client token is valid for up to 15 minutes after the first request that uses it." */
    private static final Duration TOKEN_VALID = Duration.ofMinutes(15);

    private final CreatedStateMachines machines;
    private final Executions executions;
    private final Clock clock;

    RedriveOperation(CreatedStateMachines machines, Executions executions, Clock clock) {
        this.machines = machines;
        this.executions = executions;
        this.clock = clock;
    }

    /** A redrive that was made with this client token is answered again and not made again. */
    record Made(String clientToken, Instant date) {}

    CompletionStage<ObjectNode> redrive(Caller caller, RequestFields input) {
        String arn = input.required("executionArn", StateMachineOperations.MAX_ARN_LENGTH);
        Optional<String> token = input.optional("clientToken", 64);
        Arn.execution(arn);
        StartedExecution started = executions
                .find(arn)
                .orElseThrow(() -> new AwsError("ExecutionDoesNotExist", "Execution Does Not Exist: '" + arn + "'"));
        if (started.startedBy().mapRunArn() != null) {
            refuse("Execution is a child of a Map Run and is redriven with the execution that the Map Run belongs to");
        }
        Optional<Made> before = started.redriveMade()
                .filter(made -> token.isPresent() && made.clientToken().equals(token.get()))
                .filter(made -> made.date().plus(TOKEN_VALID).isAfter(clock.instant()));
        if (before.isPresent()) {
            return CompletableFuture.completedFuture(answer(before.get().date()));
        }
        redrivability(started).reasonAgainst().ifPresent(RedriveOperation::refuse);
        return executions.redrive(started).thenApply(again -> {
            if (!again) { // somebody else was faster
                redrivability(started).reasonAgainst().ifPresent(RedriveOperation::refuse);
                refuse("Execution is RUNNING and cannot be redriven");
            }
            Instant date = started.execution().redriveDate().orElseGet(clock::instant);
            token.ifPresent(given -> started.redriven(new Made(given, date)));
            return answer(date);
        });
    }

    private Redrivability redrivability(StartedExecution started) {
        return started.redrivability(clock.instant(), machines);
    }

    private static void refuse(String reason) {
        throw new AwsError("ExecutionNotRedrivable", reason);
    }

    private static ObjectNode answer(Instant date) {
        return AwsJson.MAPPER.createObjectNode().put("redriveDate", AwsJson.timestamp(date));
    }
}
