package dev.ordersaga.linter;

import java.util.List;

/** All rules there are. */
final class Rules {

    static final Rule DEFINITION = new ValidDefinition();

    private Rules() {}

    static List<Rule> all() {
        return List.of(
                DEFINITION,
                new CatchAll(),
                new TaskTimeout(),
                new TimeoutOrder(),
                new TaskToken(),
                new ChoiceDefault(),
                new UndoKnown(),
                new UndoMissing(),
                new UndoPath(),
                new FailUncompensated(),
                new UndoRetried(),
                new ForwardAfterPivot(),
                new Deadline());
    }
}
