package dev.ordersaga.local.stepfunctions;

import dev.ordersaga.asl.execution.Engine;
import dev.ordersaga.asl.execution.Execution;
import dev.ordersaga.asl.execution.ExecutionRequest;
import dev.ordersaga.asl.execution.MapRunRequest;
import dev.ordersaga.asl.execution.maprun.ChildExecutions;
import dev.ordersaga.local.http.AwsJson;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/** Starts the children of Map Runs: standard ones are kept like any other execution, Express ones are not. */
final class StartedChildren implements ChildExecutions {

    private static final int MAX_REVISIONS = 100;

    private final Executions executions;
    private final Supplier<Engine> engine;
    private final Clock clock;

    /** Of the last runs. */
    private final Map<String, Revision> revisions = new LinkedHashMap<>() {

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Revision> eldest) {
            return size() > MAX_REVISIONS;
        }
    };

    StartedChildren(Executions executions, Supplier<Engine> engine, Clock clock) {
        this.executions = executions;
        this.engine = engine;
        this.clock = clock;
    }

    @Override
    public Execution start(MapRunRequest run, ExecutionRequest request) {
        if (run.express()) {
            return engine.get().start(run.child().express(), request);
        }
        Optional<StartedExecution> before = executions.find(request.executionArn());
        if (before.isPresent()) {
            return before.get().execution();
        }
        return executions
                .start(engine.get(), request, revision(run), StartedBy.mapRun(run.mapRunArn()))
                .execution();
    }

    /** One for all children of a run, so that a journal has it once. */
    private Revision revision(MapRunRequest run) {
        synchronized (revisions) {
            return revisions.computeIfAbsent(run.mapRunArn(), arn -> {
                Optional<Revision> parent =
                        executions.find(run.parent().executionArn()).map(StartedExecution::revision);
                return new Revision(
                        null,
                        parent.map(known -> ChildDefinitions.of(known, run)).orElse(""),
                        run.child(),
                        String.valueOf(run.parent().roleArn()),
                        AwsJson.MAPPER.createObjectNode(),
                        AwsJson.MAPPER.createObjectNode(),
                        clock.instant(),
                        EncryptionConfigurations.ownedKey());
            });
        }
    }

    @Override
    public CompletionStage<Boolean> redrive(Execution child) {
        return executions
                .find(child.request().executionArn())
                .map(executions::redrive)
                .orElseGet(() -> CompletableFuture.completedFuture(false));
    }
}
