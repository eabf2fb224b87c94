package dev.ordersaga.asl;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** All states that a state can lead to. */
final class WaysOut implements State.Visitor<List<Way>> {

    @Override
    public List<Way> task(State.Task state) {
        return fallible(state, state.next());
    }

    @Override
    public List<Way> pass(State.Pass state) {
        return next(state.next());
    }

    @Override
    public List<Way> choice(State.Choosing state) {
        List<Way> ways = new ArrayList<>();
        for (int i = 0; i < state.choices().size(); i++) {
            ways.add(new Way("/Choices/" + i + "/Next", state.choices().get(i).next()));
        }
        state.otherwise().ifPresent(name -> ways.add(new Way("/Default", name)));
        return ways;
    }

    @Override
    public List<Way> waiting(State.Wait state) {
        return next(state.next());
    }

    @Override
    public List<Way> succeed(State.Succeed state) {
        return List.of();
    }

    @Override
    public List<Way> fail(State.Fail state) {
        return List.of();
    }

    @Override
    public List<Way> parallel(State.Parallel state) {
        return fallible(state, state.next());
    }

    @Override
    public List<Way> map(State.MapItems state) {
        return fallible(state, state.next());
    }

    private static List<Way> fallible(State state, Optional<String> next) {
        List<Way> ways = new ArrayList<>(next(next));
        for (int i = 0; i < state.catchers().size(); i++) {
            ways.add(new Way("/Catch/" + i + "/Next", state.catchers().get(i).next()));
        }
        return ways;
    }

    private static List<Way> next(Optional<String> next) {
        return next.map(name -> List.of(new Way("/Next", name))).orElse(List.of());
    }
}
