package dev.ordersaga.payment;

/** The gateway charges once for a key, however often it is asked. An order has one key, which never changes. */
public record IdempotencyKey(String value) {

    private static final int MAX_ORDER_ID_LENGTH = 128;

    /** The key of an order's one payment. */
    public static IdempotencyKey ofOrder(String orderId) {
        return new IdempotencyKey("order-" + checked(orderId));
    }

    /**
     * Checks the form of an order's id.
     *
     * @throws IllegalArgumentException when it cannot be one
     */
    public static String checked(String orderId) {
        if (orderId.isBlank() || orderId.length() > MAX_ORDER_ID_LENGTH) {
            throw new IllegalArgumentException(
                    "an order id has from 1 to " + MAX_ORDER_ID_LENGTH + " characters, not all blank");
        }
        return orderId;
    }
}
