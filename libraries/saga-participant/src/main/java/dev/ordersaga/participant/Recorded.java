package dev.ordersaga.participant;

import org.jspecify.annotations.Nullable;

/** What the record says of a step at the moment it is to be undone. */
public final class Recorded {

    /** How far the step got. */
    public enum State {
        /** It never arrived, or not yet: undoing it leaves a tombstone. */
        NOTHING,
        /** Its intent is committed; what happened outside is unknown. */
        INTENT,
        /** Its effect is committed. */
        DONE,
        /** It was refused, so it had no effect. */
        REFUSED
    }

    private final State state;
    private final @Nullable FenceRecord step;

    Recorded(@Nullable FenceRecord step) {
        this.step = step;
        this.state = step == null
                ? State.NOTHING
                : switch (step.state()) {
                    case INTENT -> State.INTENT;
                    case DONE -> State.DONE;
                    case REFUSED -> State.REFUSED;
                    case COMPENSATED -> throw new IllegalArgumentException("a compensated step is not undone again");
                };
    }

    public State state() {
        return state;
    }

    /** Whether the step's effect is committed in our own tables. */
    public boolean isDone() {
        return state == State.DONE;
    }

    /**
     * What the do (or its intent) left for the undo.
     *
     * @throws IllegalStateException when it left nothing
     */
    public <M> M memo(Class<M> type) {
        if (step == null || step.memo() == null) {
            throw new IllegalStateException("nothing was remembered for the undo at state " + state);
        }
        return Json.read(step.memo(), type);
    }

    /**
     * The answer that the do gave.
     *
     * @throws IllegalStateException when it is not done
     */
    public <A> A answer(Class<A> type) {
        if (step == null || step.answer() == null) {
            throw new IllegalStateException("there is no answer at state " + state);
        }
        return Json.read(step.answer(), type);
    }
}
