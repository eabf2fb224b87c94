package dev.ordersaga.saga.services;

/** The function's process ends here: an Error, since nothing of ours catches one. */
public final class ProcessDied extends Error {

    private static final long serialVersionUID = 1L;

    public ProcessDied(String where) {
        super(where, null, false, false);
    }
}
