package dev.ordersaga.tour;

import org.jspecify.annotations.Nullable;

/** What is wrong with the options, in one line for the person at the terminal. */
final class WrongUse extends CannotGoOn {

    private static final long serialVersionUID = 1L;

    WrongUse(@Nullable String reason) {
        super(reason);
    }
}
