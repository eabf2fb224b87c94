package dev.ordersaga.asl.execution;

import dev.ordersaga.asl.State;
import java.util.Optional;

/** Which state comes after one that does work; empty at an end. */
final class Following implements State.Visitor<Optional<String>> {

    static final Following STATE = new Following();

    @Override
    public Optional<String> task(State.Task state) {
        return state.next();
    }

    @Override
    public Optional<String> pass(State.Pass state) {
        return state.next();
    }

    @Override
    public Optional<String> choice(State.ChoiceState state) {
        throw new IllegalStateException("a choice decides for itself");
    }

    @Override
    public Optional<String> waiting(State.Wait state) {
        return state.next();
    }

    @Override
    public Optional<String> succeed(State.Succeed state) {
        return Optional.empty();
    }

    @Override
    public Optional<String> fail(State.Fail state) {
        return Optional.empty();
    }

    @Override
    public Optional<String> parallel(State.Parallel state) {
        return state.next();
    }

    @Override
    public Optional<String> map(State.MapState state) {
        return state.next();
    }
}
