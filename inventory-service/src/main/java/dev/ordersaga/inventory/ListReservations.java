package dev.ordersaga.inventory;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Lists all reservations, page by page, for the reconciler. */
public final class ListReservations {

    /** As many as one page may look at. */
    public static final int MAX_LIMIT = 1_000;

    private final Reservations reservations;

    public ListReservations(Reservations reservations) {
        this.reservations = reservations;
    }

    /** Reads a page, in no order that means anything. One that has just changed may be told as it was before. */
    public ReservationsPage list(Query query) {
        return reservations.page(query.limit(), query.after(), query.since());
    }

    /**
     * Which page.
     *
     * @param limit how many reservations to look at, from 1 to {@value #MAX_LIMIT}
     * @param after where the page before ended, null for the first
     * @param since leaves out those that were made before, null for none
     */
    public record Query(
            int limit, @Nullable String after, @Nullable Instant since) {

        public Query {
            if (limit < 1 || limit > MAX_LIMIT) {
                throw new IllegalArgumentException("limit must be from 1 to " + MAX_LIMIT);
            }
        }
    }

    /**
     * Some reservations; perhaps none, and yet there may be more.
     *
     * @param next what to ask for the next page with, null when this was the last
     */
    public record ReservationsPage(
            List<ListedReservation> reservations, @Nullable String next) {

        public ReservationsPage {
            reservations = List.copyOf(reservations);
        }
    }

    /**
     * A reservation among others.
     *
     * @param pieces of all its skus together
     * @param updatedAt when its status last changed, in ISO 8601
     */
    public record ListedReservation(String orderId, ReservationStatus status, long pieces, String updatedAt) {}
}
