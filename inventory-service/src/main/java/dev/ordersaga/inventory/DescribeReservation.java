package dev.ordersaga.inventory;

/** Tells how an order's reservation stands. */
public final class DescribeReservation {

    private final Reservations reservations;

    public DescribeReservation(Reservations reservations) {
        this.reservations = reservations;
    }

    /** Reads the reservation of an order, which may have none, as of now. */
    public ReservationView describe(String orderId) {
        return new ReservationView(orderId, reservations.statusOf(orderId));
    }

    /** How an order's reservation stands. */
    public record ReservationView(String orderId, ReservationStatus status) {}
}
