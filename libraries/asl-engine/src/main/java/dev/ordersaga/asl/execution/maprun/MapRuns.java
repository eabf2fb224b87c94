package dev.ordersaga.asl.execution.maprun;

import dev.ordersaga.asl.execution.MapRunRequest;
import dev.ordersaga.asl.execution.MapRunner;
import dev.ordersaga.asl.execution.TaskCallback;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** The Map Runs there are, and what is known of those of earlier processes. Of those that have ended the last are kept. */
public final class MapRuns implements MapRunner {

    private static final int KEPT = 1_000;

    private final ChildExecutions executions;
    private final ObjectStore store;
    private final MapRunKeeper keeper;
    private final Executor executor;
    private final Supplier<Instant> now;
    private final Map<String, MapRun> byArn = new LinkedHashMap<>();

    /** What earlier processes told of runs that this one has not been asked for. */
    private final Map<String, MapRunFacts> before = new LinkedHashMap<>();

    /**
     * No run yet.
     *
     * @param keeper hears of what the next process must know
     * @param executor reads items and starts children
     */
    public MapRuns(
            ChildExecutions executions,
            ObjectStore store,
            MapRunKeeper keeper,
            Executor executor,
            Supplier<Instant> now) {
        this.executions = executions;
        this.store = store;
        this.keeper = keeper;
        this.executor = executor;
        this.now = now;
    }

    /**
     * Takes up what earlier processes told; before any run is asked for.
     *
     * @param isOpen whether an execution, by its ARN, still runs; the open runs of any other were aborted with it
     */
    public void restore(Collection<MapRunFacts> told, Predicate<String> isOpen) {
        synchronized (byArn) {
            told.stream().sorted(Comparator.comparing(MapRunFacts::startDate)).forEach(run -> {
                boolean left = run.status() == MapRun.Status.RUNNING && !isOpen.test(run.executionArn());
                before.put(run.mapRunArn(), left ? run.aborted(now.get()) : run);
            });
        }
    }

    @Override
    public void run(MapRunRequest request, TaskCallback callback) {
        MapRun run;
        synchronized (byArn) {
            run = byArn.computeIfAbsent(
                    request.mapRunArn(),
                    arn -> new MapRun(
                            request, Optional.ofNullable(before.remove(arn)), executions, store, keeper, now));
            forgetSome();
        }
        executor.execute(() -> run.run(request, callback));
    }

    private void forgetSome() {
        if (byArn.size() + before.size() <= KEPT) {
            return;
        }
        Optional<String> oldest = before.values().stream()
                .filter(run -> run.status() != MapRun.Status.RUNNING)
                .map(MapRunFacts::mapRunArn)
                .findFirst()
                .or(() -> byArn.values().stream()
                        .filter(run -> run.status() != MapRun.Status.RUNNING)
                        .map(MapRun::mapRunArn)
                        .findFirst());
        oldest.ifPresent(arn -> {
            before.remove(arn);
            byArn.remove(arn);
            keeper.forgotten(arn);
        });
    }

    /** How a run stands, or stood when it ended. */
    public Optional<MapRunFacts> find(String mapRunArn) {
        synchronized (byArn) {
            return Optional.ofNullable(byArn.get(mapRunArn))
                    .map(MapRun::facts)
                    .or(() -> Optional.ofNullable(before.get(mapRunArn)));
        }
    }

    /** The runs of an execution, oldest first. */
    public List<MapRunFacts> of(String executionArn) {
        synchronized (byArn) {
            return Stream.concat(
                            before.values().stream(), byArn.values().stream().map(MapRun::facts))
                    .filter(run -> run.executionArn().equals(executionArn))
                    .sorted(Comparator.comparing(MapRunFacts::startDate))
                    .toList();
        }
    }

    /** Changes what an open run may do; one that has ended, or that is not there, is left alone. What is empty stays. */
    public void update(String mapRunArn, Optional<Long> atOnce, Optional<Long> count, Optional<Double> percentage) {
        Optional<MapRun> run;
        synchronized (byArn) {
            run = Optional.ofNullable(byArn.get(mapRunArn));
        }
        run.ifPresent(open -> open.update(atOnce, count, percentage));
    }
}
