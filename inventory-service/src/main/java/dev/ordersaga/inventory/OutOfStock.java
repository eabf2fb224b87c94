package dev.ordersaga.inventory;

/** There is less on hand than the order asks for. The message is {@code OUT_OF_STOCK: <sku>}, the first such sku. */
public class OutOfStock extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public OutOfStock(String message) {
        super(message);
    }

    static OutOfStock of(String sku) {
        return new OutOfStock("OUT_OF_STOCK: " + sku);
    }
}
