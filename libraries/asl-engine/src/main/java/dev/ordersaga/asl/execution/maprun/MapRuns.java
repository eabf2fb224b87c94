package dev.ordersaga.asl.execution.maprun;

import dev.ordersaga.asl.execution.MapRunRequest;
import dev.ordersaga.asl.execution.MapRunner;
import dev.ordersaga.asl.execution.TaskCallback;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

/** The Map Runs there are. Of those that have ended the last are kept. */
public final class MapRuns implements MapRunner {

    private static final int KEPT = 1_000;

    private final ChildExecutions executions;
    private final ObjectStore store;
    private final Executor executor;
    private final Supplier<Instant> now;
    private final Map<String, MapRun> byArn = new LinkedHashMap<>();

    /**
     * No run yet.
     *
     * @param executor reads items and starts children
     */
    public MapRuns(ChildExecutions executions, ObjectStore store, Executor executor, Supplier<Instant> now) {
        this.executions = executions;
        this.store = store;
        this.executor = executor;
        this.now = now;
    }

    @Override
    public void run(MapRunRequest request, TaskCallback callback) {
        MapRun run;
        synchronized (byArn) {
            run = byArn.computeIfAbsent(request.mapRunArn(), arn -> new MapRun(request, executions, store, now));
            forgetSome();
        }
        executor.execute(() -> run.run(request, callback));
    }

    private void forgetSome() {
        if (byArn.size() > KEPT) {
            byArn.values().stream()
                    .filter(run -> run.status() != MapRun.Status.RUNNING)
                    .findFirst()
                    .ifPresent(run -> byArn.remove(run.mapRunArn()));
        }
    }

    public Optional<MapRun> find(String mapRunArn) {
        synchronized (byArn) {
            return Optional.ofNullable(byArn.get(mapRunArn));
        }
    }

    /** The runs of an execution, oldest first. */
    public List<MapRun> of(String executionArn) {
        synchronized (byArn) {
            return byArn.values().stream()
                    .filter(run -> run.executionArn().equals(executionArn))
                    .sorted(Comparator.comparing(MapRun::startDate))
                    .toList();
        }
    }
}
