package dev.ordersaga.tour;

import org.jspecify.annotations.Nullable;

/** Why the tour ends early, in one line for the person at the terminal. */
class CannotGoOn extends RuntimeException {

    private static final long serialVersionUID = 1L;

    CannotGoOn(@Nullable String reason) {
        super(reason);
    }
}
