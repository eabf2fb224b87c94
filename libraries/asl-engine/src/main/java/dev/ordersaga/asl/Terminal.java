package dev.ordersaga.asl;

/** Whether a machine may end in a state. */
final class Terminal implements State.Visitor<Boolean> {

    @Override
    public Boolean task(State.Task state) {
        return state.next().isEmpty();
    }

    @Override
    public Boolean pass(State.Pass state) {
        return state.next().isEmpty();
    }

    @Override
    public Boolean choice(State.ChoiceState state) {
        return false;
    }

    @Override
    public Boolean waiting(State.Wait state) {
        return state.next().isEmpty();
    }

    @Override
    public Boolean succeed(State.Succeed state) {
        return true;
    }

    @Override
    public Boolean fail(State.Fail state) {
        return true;
    }

    @Override
    public Boolean parallel(State.Parallel state) {
        return state.next().isEmpty();
    }

    @Override
    public Boolean map(State.MapState state) {
        return state.next().isEmpty();
    }
}
