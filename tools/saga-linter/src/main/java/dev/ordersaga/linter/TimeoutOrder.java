package dev.ordersaga.linter;

import dev.ordersaga.asl.StateNode;
import dev.ordersaga.linter.graph.Durations;
import dev.ordersaga.linter.graph.Spans;
import java.util.OptionalDouble;

/** A state waits for longer than its function may run: what the state gives up has ended, and cannot take effect after its undo. */
final class TimeoutOrder implements Rule {

    @Override
    public String id() {
        return "timeout-order";
    }

    @Override
    public void check(LintedSaga saga, Findings found) {
        for (StateNode task : saga.tasks()) {
            OptionalDouble state = Durations.seconds(task, "TimeoutSeconds");
            OptionalDouble function = saga.durations().functionTimeout(task);
            if (state.isPresent() && function.isPresent() && state.getAsDouble() <= function.getAsDouble()) {
                found.error(
                        this,
                        task.pointer() + "/TimeoutSeconds",
                        "is " + Spans.text(state.getAsDouble()) + ", and the function may run for "
                                + Spans.text(function.getAsDouble()) + ": " + task.name()
                                + " is given up while it still works, and may take effect after it was undone");
            }
        }
    }
}
