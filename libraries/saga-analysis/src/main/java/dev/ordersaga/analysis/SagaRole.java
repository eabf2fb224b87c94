package dev.ordersaga.analysis;

/** What a state is for in a saga. */
public enum SagaRole {
    /** Has an effect that something undoes, or should undo. */
    DO,
    /** Undoes what another state did. */
    UNDO,
    /** After its success the saga only goes forward. */
    PIVOT,
    /** On the way forward, with nothing to undo. */
    FORWARD,
    /** Met on no way forward: it follows an error. */
    BACK
}
