package dev.ordersaga.inventory;

/** The stock never had this sku. The message is {@code UNKNOWN_SKU: <sku>}. */
public class UnknownSku extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public UnknownSku(String message) {
        super(message);
    }

    static UnknownSku of(String sku) {
        return new UnknownSku("UNKNOWN_SKU: " + sku);
    }
}
