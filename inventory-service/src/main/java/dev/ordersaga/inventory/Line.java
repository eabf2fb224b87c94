package dev.ordersaga.inventory;

/**
 * So many pieces of one sku.
 *
 * @param quantity pieces, at least 1 and at most {@value #MAX_QUANTITY}
 */
public record Line(String sku, int quantity) {

    /** Far from where sums of quantities would overflow. */
    public static final int MAX_QUANTITY = 1_000_000;

    public Line {
        Sku.check(sku);
        if (quantity < 1 || quantity > MAX_QUANTITY) {
            throw new IllegalArgumentException("quantity must be from 1 to " + MAX_QUANTITY);
        }
    }
}
