package dev.ordersaga.asl.execution;

import dev.ordersaga.asl.StateMachine;
import dev.ordersaga.asl.execution.maprun.ChildExecutions;
import dev.ordersaga.asl.execution.maprun.MapRunKeeper;
import dev.ordersaga.asl.execution.maprun.MapRuns;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/** All that an engine needs from the world, standing still until a test moves it. */
final class World {

    static final Instant MIDNIGHT = Instant.parse("2030-01-01T00:00:00Z");

    final VirtualTimers timers = new VirtualTimers(MIDNIGHT);

    /** The tasks that have been handed out, oldest first. */
    final List<Handed> tasks = new ArrayList<>();

    /** What the ItemReaders and ResultWriters of Maps see. */
    final StoredObjects objects = new StoredObjects();

    final List<MapRuns> mapRuns = new ArrayList<>();

    private int ids;

    /** Starts children without any books. */
    private record StartedChildren(Supplier<Engine> engine) implements ChildExecutions {

        @Override
        public Execution start(MapRunRequest run, ExecutionRequest request) {
            return engine.get().start(run.child(), request);
        }

        @Override
        public CompletionStage<Boolean> redrive(Execution child) {
            return child.redrive();
        }
    }

    /** A task and the way to answer it. */
    record Handed(TaskRequest request, TaskCallback callback) {}

    Execution start(StateMachine machine, String input) {
        return start(machine, input, (request, callback) -> tasks.add(new Handed(request, callback)));
    }

    Execution start(StateMachine machine, String input, TaskRunner runner) {
        Engine[] engine = new Engine[1];
        MapRuns maps = new MapRuns(
                new StartedChildren(() -> engine[0]), objects, MapRunKeeper.NONE, Runnable::run, timers::now);
        mapRuns.add(maps);
        engine[0] = new Engine(Runnable::run, timers, runner, maps, () -> 0.5, () -> "id-" + ++ids, Journal.NONE);
        return engine[0].start(
                machine,
                new ExecutionRequest(
                        "arn:aws:states:us-east-1:000000000000:execution:tea:run-1",
                        "run-1",
                        "arn:aws:states:us-east-1:000000000000:stateMachine:tea",
                        "tea",
                        "arn:aws:iam::000000000000:role/tea",
                        input));
    }

    Duration elapsed() {
        return Duration.between(MIDNIGHT, timers.now());
    }

    static List<String> types(Execution execution) {
        return execution.history().stream().map(HistoryEvent::type).toList();
    }
}
