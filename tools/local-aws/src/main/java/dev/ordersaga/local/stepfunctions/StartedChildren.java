package dev.ordersaga.local.stepfunctions;

import dev.ordersaga.asl.StateMachine;
import dev.ordersaga.asl.execution.Engine;
import dev.ordersaga.asl.execution.Execution;
import dev.ordersaga.asl.execution.ExecutionRequest;
import dev.ordersaga.asl.execution.maprun.ChildExecutions;
import dev.ordersaga.local.http.AwsJson;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/** The children of Map Runs, in the books like any other execution; Express ones are in none. */
final class StartedChildren implements ChildExecutions {

    private final Executions executions;
    private final Supplier<Engine> engine;
    private final Clock clock;

    StartedChildren(Executions executions, Supplier<Engine> engine, Clock clock) {
        this.executions = executions;
        this.engine = engine;
        this.clock = clock;
    }

    @Override
    public Execution start(StateMachine machine, ExecutionRequest request, String mapRunArn, boolean express) {
        if (express) {
            return engine.get().start(machine, request);
        }
        Optional<StartedExecution> before = executions.find(request.executionArn());
        if (before.isPresent()) {
            return before.get().execution();
        }
        Revision revision = new Revision(
                null,
                "",
                machine,
                String.valueOf(request.roleArn()),
                AwsJson.MAPPER.createObjectNode(),
                AwsJson.MAPPER.createObjectNode(),
                clock.instant());
        return executions
                .start(engine.get(), request, revision, StartedBy.mapRun(mapRunArn))
                .execution();
    }

    @Override
    public CompletionStage<Boolean> redrive(Execution child) {
        return executions
                .find(child.request().executionArn())
                .map(executions::redrive)
                .orElseGet(() -> CompletableFuture.completedFuture(false));
    }
}
