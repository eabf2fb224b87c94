package dev.ordersaga.asl.execution;

import dev.ordersaga.asl.StateMachine;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** An execution whose moves are written down while a scenario drives it. */
final class Recorded {

    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    final VirtualTimers timers = new VirtualTimers(World.MIDNIGHT);

    /** The tasks that have been handed out, oldest first. */
    final List<World.Handed> tasks = new ArrayList<>();

    final List<AttemptTransitions.Transition> transitions = new ArrayList<>();
    final List<Move> moves = new ArrayList<>();
    final StateMachine machine;
    final Execution execution;

    private int drawn;

    /** Something that can happen to an execution. */
    record Scenario(String name, String definition, BiConsumer<Recorded, Execution> course) {

        @Override
        public String toString() {
            return name;
        }
    }

    Recorded(Scenario scenario) {
        this.machine = StateMachine.parse(scenario.definition().replace('\'', '"'));
        this.execution = new Engine(surroundings()).start(machine, request());
        scenario.course().accept(this, execution);
    }

    private Surroundings surroundings() {
        return new Surroundings(
                Runnable::run,
                timers,
                (request, callback) -> tasks.add(new World.Handed(request, callback)),
                MapRunner.NONE,
                () -> 0.25 + ++drawn / 100.0,
                () -> "id-" + ++drawn,
                (arn, move, effects) -> {
                    moves.add(move);
                    effects.run();
                },
                transitions::add,
                ArgumentCheck.NONE);
    }

    static ExecutionRequest request() {
        return new ExecutionRequest(
                "arn:aws:states:us-east-1:000000000000:execution:tea:run-1",
                "run-1",
                "arn:aws:states:us-east-1:000000000000:stateMachine:tea",
                "tea",
                "arn:aws:iam::000000000000:role/tea",
                "{\"items\": [1, 2, 3]}");
    }

    TaskCallback task(int index) {
        return tasks.get(index).callback();
    }

    String token(int index) {
        return String.valueOf(tasks.get(index).request().taskToken());
    }

    static JsonNode json(String text) {
        return MAPPER.readTree(text);
    }
}
