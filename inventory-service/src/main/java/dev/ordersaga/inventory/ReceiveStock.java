package dev.ordersaga.inventory;

/** Puts a supplier's delivery into the stock, once per delivery id. */
public final class ReceiveStock {

    private final Stock stock;

    public ReceiveStock(Stock stock) {
        this.stock = stock;
    }

    /**
     * Adds the delivery to what is on hand.
     *
     * @return what was on hand right before, and the delivery; the same answer however often it is reported
     */
    public Received receive(Delivery delivery) {
        return stock.add(
                delivery,
                before -> new Received(
                        delivery.line().sku(), before + delivery.line().quantity()));
    }

    /**
     * So many pieces of one sku, arrived together.
     *
     * @param deliveryId the supplier's, never reused for another delivery
     */
    public record Delivery(String deliveryId, Line line) {

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
    public record Received(String sku, long onHand) {}
}
