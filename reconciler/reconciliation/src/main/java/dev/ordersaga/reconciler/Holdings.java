package dev.ordersaga.reconciler;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What another service holds for orders: money, or pieces. Every method may throw {@link Unavailable}. */
public interface Holdings {

    /**
     * Some of all holdings; one that has just changed may be told as it was before.
     *
     * @param after where the page before ended, null for the first
     * @param since leaves out what is older, null for nothing
     */
    Page page(@Nullable String after, @Nullable Instant since);

    /** How it stands with an order's, as of now. */
    Holding.State find(String orderId);

    /**
     * Gives back what is held for an order, and bars it from being taken later. Twice is as good as once.
     *
     * @return false if the service knows of nothing that it could give back
     * @throws Refused if it will not
     */
    boolean giveBack(String orderId) throws Refused;

    /**
     * Some holdings; perhaps none, and yet there may be more.
     *
     * @param next what to ask for the next page with, null when this was the last
     */
    record Page(List<Holding> holdings, @Nullable String next) {

        public Page {
            holdings = List.copyOf(holdings);
        }
    }

    /** The service answered that it does not give back; the message is its error. */
    final class Refused extends Exception {

        public Refused(String message) {
            super(message);
        }
    }
}
