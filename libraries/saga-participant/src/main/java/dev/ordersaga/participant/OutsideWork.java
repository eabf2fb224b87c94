package dev.ordersaga.participant;

/**
 * A step whose effect happens outside our own tables, where no transaction of ours reaches: the intent is committed first,
 * then the outside is called, then the outcome is committed.
 *
 * @param <A> the type of the answer
 */
public interface OutsideWork<A> {

    /** What commits together with the intent, before anything happens outside. May refuse by throwing. */
    Intent intent();

    /**
     * Calls the outside for the first time, right after the intent was committed.
     *
     * @return the outcome, to be committed; an unknown outcome is thrown, not guessed, and leaves the intent for
     *     {@link #resume()}
     */
    Effect<A> act();

    /**
     * Goes on from an intent which an earlier delivery left: whether that one reached the outside is unknown, so ask
     * before acting. Also called when the outcome's own writes met a failed condition. Must be safe to call repeatedly.
     */
    Effect<A> resume();
}
