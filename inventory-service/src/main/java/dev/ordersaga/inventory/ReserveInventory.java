package dev.ordersaga.inventory;

/** Takes an order's pieces out of the stock: all of them, or none. Undone by {@link ReleaseInventory}. */
public interface ReserveInventory {

    /**
     * Reserves once; a repeated call gets the first answer.
     *
     * @throws OutOfStock when a sku has less on hand than asked for; the first answer, for ever
     * @throws UnknownSku when the stock never had a sku; the first answer, for ever
     * @throws dev.ordersaga.participant.StepAlreadyCompensated when the order's reservation was released before
     */
    Reserved reserve(Reservation reservation);

    /**
     * The pieces are taken out.
     *
     * @param status always {@code RESERVED}
     */
    record Reserved(String orderId, String status) {

        public static Reserved of(String orderId) {
            return new Reserved(orderId, "RESERVED");
        }
    }
}
