package dev.ordersaga.view;

import dev.ordersaga.analysis.Outline;
import dev.ordersaga.asl.StateMachine;
import dev.ordersaga.asl.execution.Engine;
import dev.ordersaga.asl.execution.Execution;
import dev.ordersaga.asl.execution.ExecutionRequest;
import dev.ordersaga.asl.execution.TaskCallback;
import dev.ordersaga.asl.execution.TaskRequest;
import dev.ordersaga.asl.execution.VirtualTimers;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import tools.jackson.databind.json.JsonMapper;

/** Executions of the engine whose tasks answer as a test says, or not at all. */
final class Runs {

    static final Instant START = Instant.parse("2030-01-01T00:00:00Z");

    final VirtualTimers timers = new VirtualTimers(START);
    final List<TaskCallback> waiting = new ArrayList<>();
    final Outline outline;
    final Execution execution;

    /** @param answers what a task fails with at its attempt, by its name; {@code ok} for success, empty for no answer */
    Runs(String definition, String input, BiFunction<String, Integer, String> answers) {
        outline = Outline.of(definition);
        Engine engine = new Engine(
                Runnable::run,
                timers,
                (request, callback) -> answer(request, callback, answers),
                () -> 0.5,
                () -> "id-" + waiting.size());
        execution = engine.start(
                StateMachine.parse(definition),
                new ExecutionRequest("arn:x:run", "run", "arn:x:machine", "machine", null, input));
    }

    static Runs of(String definition, Map<String, String> errors) {
        return new Runs(definition, "{}", (state, attempt) -> errors.getOrDefault(state, "ok"));
    }

    private void answer(TaskRequest request, TaskCallback callback, BiFunction<String, Integer, String> answers) {
        String answer = answers.apply(request.stateName(), request.attempt());
        if (answer.equals("ok")) {
            callback.succeeded(JsonMapper.shared().readTree("{\"done\":\"" + request.stateName() + "\"}"));
        } else if (answer.isEmpty()) {
            waiting.add(callback);
        } else {
            callback.failed(answer, "as the test says");
        }
    }

    List<RecordedEvent> events() {
        return execution.history().stream().map(RecordedEvent::of).toList();
    }

    ExecutionView view() {
        return ExecutionView.of(outline, events());
    }

    int number(String state) {
        return outline.states().stream()
                .filter(each -> each.name().equals(state))
                .findFirst()
                .orElseThrow()
                .number();
    }

    StateView state(String name) {
        return view().state(number(name));
    }

    StateStatus status(String state) {
        return state(state).status();
    }

    StateVisit visit(String state) {
        List<StateVisit> visits = view().visitsTo(number(state));
        return visits.get(visits.size() - 1);
    }

    /** How often the edge between two states was taken. */
    int taken(String from, String to) {
        ExecutionView view = view();
        return outline.edges().stream()
                .filter(edge -> edge.from() == number(from) && edge.to() == number(to))
                .mapToInt(edge -> view.taken().get(edge.number()))
                .sum();
    }

    /** The same event from the other side of the wire. */
    static Optional<Instant> in(long seconds) {
        return Optional.of(START.plusSeconds(seconds));
    }
}
