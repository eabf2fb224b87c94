package dev.ordersaga.asl.execution;

import dev.ordersaga.asl.StateMachine;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** All that an engine needs from the world, standing still until a test moves it. */
final class World {

    static final Instant MIDNIGHT = Instant.parse("2030-01-01T00:00:00Z");

    final VirtualTimers timers = new VirtualTimers(MIDNIGHT);

    /** The tasks that have been handed out, oldest first. */
    final List<Handed> tasks = new ArrayList<>();

    private int ids;

    /** A task and the way to answer it. */
    record Handed(TaskRequest request, TaskCallback callback) {}

    Execution start(StateMachine machine, String input) {
        return start(machine, input, (request, callback) -> tasks.add(new Handed(request, callback)));
    }

    Execution start(StateMachine machine, String input, TaskRunner runner) {
        Engine engine = new Engine(Runnable::run, timers, runner, () -> 0.5, () -> "id-" + ++ids);
        return engine.start(
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
