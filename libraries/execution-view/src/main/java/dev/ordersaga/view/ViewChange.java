package dev.ordersaga.view;

/**
 * What an event changed in the picture: the status of a state, or an edge that was taken. All changes up to an event, one after the
 * other, are the picture as of that event.
 */
public sealed interface ViewChange {

    /** The id of the event. */
    long event();

    /**
     * A state stands differently.
     *
     * @param state its number in the outline
     */
    record OfState(long event, int state, StateStatus status) implements ViewChange {}

    /**
     * An edge was taken.
     *
     * @param edge its number in the outline
     */
    record OfEdge(long event, int edge) implements ViewChange {}
}
