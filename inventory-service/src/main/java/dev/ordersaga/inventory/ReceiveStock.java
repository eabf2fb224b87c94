package dev.ordersaga.inventory;

/** Puts a supplier's delivery into the stock, once per delivery id. */
public interface ReceiveStock {

    /**
     * Adds the delivery to what is on hand.
     *
     * @return what was on hand right before, and the delivery; the same answer however often it is reported
     */
    Received receive(Delivery delivery);

    /**
     * So many pieces of one sku, arrived together.
     *
     * @param deliveryId the supplier's, never reused for another delivery
     */
    record Delivery(String deliveryId, Line line) {

        public Delivery {
            if (deliveryId.isBlank()) {
                throw new IllegalArgumentException("a delivery id is not blank");
            }
        }
    }

    /**
     * The level a delivery led to.
     *
     * @param onHand pieces
     */
    record Received(String sku, long onHand) {}
}
