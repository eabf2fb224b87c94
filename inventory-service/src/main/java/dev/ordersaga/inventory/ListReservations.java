package dev.ordersaga.inventory;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Tells what is reserved: one order's, or all of it page by page, for those who compare books. */
public interface ListReservations {

    /** As many as one page may look at. */
    int MOST = 1_000;

    /** Reads the reservation of an order, which may have none, as of now. */
    ReservationView describe(String orderId);

    /**
     * Reads a page, in no order that means anything. One that has just changed may be told as it was before.
     *
     * @param limit how many reservations to look at, from 1 to {@value #MOST}
     * @param after where the page before ended, null for the first
     * @param since leaves out those that were made before, null for none
     */
    ReservationsPage list(int limit, @Nullable String after, @Nullable Instant since);

    /** How an order's reservation stands. */
    record ReservationView(String orderId, ReservationStatus status) {}

    /**
     * Some reservations; perhaps none, and yet there may be more.
     *
     * @param next what to ask for the next page with, null when this was the last
     */
    record ReservationsPage(
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
    record ListedReservation(String orderId, ReservationStatus status, long pieces, String updatedAt) {}

    /** How a reservation stands. */
    enum ReservationStatus {
        /** There is none. */
        NONE,
        /** The pieces are out of the stock, for this order. */
        RESERVED,
        /** It was undone: the pieces are back. */
        RELEASED
    }
}
