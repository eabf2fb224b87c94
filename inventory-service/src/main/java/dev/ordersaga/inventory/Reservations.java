package dev.ordersaga.inventory;

import dev.ordersaga.inventory.ListReservations.ReservationsPage;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The port to what is written down of reservations, for reading. */
public interface Reservations {

    /** How an order's reservation stands as of now. */
    ReservationStatus statusOf(String orderId);

    /**
     * A page, in no order that means anything. One that has just changed may be told as it was before.
     *
     * @param limit how many reservations to look at
     * @param after where the page before ended, null for the first
     * @param since leaves out those that were made before, null for none
     */
    ReservationsPage page(int limit, @Nullable String after, @Nullable Instant since);
}
