package dev.ordersaga.inventory;

import java.util.Map;

/** Takes an order's pieces out of the stock: all of them, or none. Undone by {@link ReleaseInventory}. */
public final class ReserveInventory {

    private final Stock stock;

    public ReserveInventory(Stock stock) {
        this.stock = stock;
    }

    /**
     * Reserves once; a repeated call gets the first answer.
     *
     * @throws OutOfStock when a sku has less on hand than asked for; the first answer is recorded and given again
     * @throws UnknownSku when the stock never had a sku; the first answer is recorded and given again
     * @throws dev.ordersaga.participant.StepAlreadyCompensated when the order's reservation was released before
     */
    public Reserved reserve(Reservation reservation) {
        return stock.take(reservation, onHand -> decide(reservation, onHand));
    }

    private static Reserved decide(Reservation reservation, Map<String, Long> onHand) {
        reservation.refusedFor(onHand).ifPresent(refusal -> {
            throw refusal;
        });
        return Reserved.of(reservation.orderId());
    }

    /**
     * The pieces are taken out.
     *
     * @param status always {@code RESERVED}
     */
    public record Reserved(String orderId, String status) {

        public static Reserved of(String orderId) {
            return new Reserved(orderId, "RESERVED");
        }
    }
}
