package dev.ordersaga.asl;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** All states that a state can lead to. */
final class Transitions implements State.Visitor<List<Transition>> {

    @Override
    public List<Transition> task(State.Task state) {
        return fallible(state, state.next());
    }

    @Override
    public List<Transition> pass(State.Pass state) {
        return next(state.next());
    }

    @Override
    public List<Transition> choice(State.ChoiceState state) {
        List<Transition> transitions = new ArrayList<>();
        for (int i = 0; i < state.choices().size(); i++) {
            transitions.add(new Transition(
                    "/Choices/" + i + "/Next", state.choices().get(i).next()));
        }
        state.otherwise().ifPresent(name -> transitions.add(new Transition("/Default", name)));
        return transitions;
    }

    @Override
    public List<Transition> waiting(State.Wait state) {
        return next(state.next());
    }

    @Override
    public List<Transition> succeed(State.Succeed state) {
        return List.of();
    }

    @Override
    public List<Transition> fail(State.Fail state) {
        return List.of();
    }

    @Override
    public List<Transition> parallel(State.Parallel state) {
        return fallible(state, state.next());
    }

    @Override
    public List<Transition> map(State.MapState state) {
        return fallible(state, state.next());
    }

    private static List<Transition> fallible(State state, Optional<String> next) {
        List<Transition> transitions = new ArrayList<>(next(next));
        for (int i = 0; i < state.catchers().size(); i++) {
            transitions.add(new Transition(
                    "/Catch/" + i + "/Next", state.catchers().get(i).next()));
        }
        return transitions;
    }

    private static List<Transition> next(Optional<String> next) {
        return next.map(name -> List.of(new Transition("/Next", name))).orElse(List.of());
    }
}
