package dev.ordersaga.order;

/** So many of a product at the price it had when the order was placed. */
public record OrderItem(String sku, int quantity, Money unitPrice) {

    public OrderItem {
        if (!Sku.isLegal(sku)) {
            throw new IllegalArgumentException("sku " + Sku.RULE);
        }
        if (quantity < 1) {
            throw new IllegalArgumentException("quantity must be at least 1");
        }
    }
}
