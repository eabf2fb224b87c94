package dev.ordersaga.saga.matrix;

/** The function's process ends here: an Error, since nothing of ours catches one. */
final class ProcessDied extends Error {

    private static final long serialVersionUID = 1L;

    ProcessDied(String where) {
        super(where, null, false, false);
    }
}
