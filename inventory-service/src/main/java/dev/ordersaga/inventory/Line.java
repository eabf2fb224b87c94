package dev.ordersaga.inventory;

/**
 * So many pieces of one sku.
 *
 * @param quantity pieces, at least 1 and at most {@value #MOST}
 */
public record Line(String sku, int quantity) {

    /** Far from where sums of quantities would overflow. */
    public static final int MOST = 1_000_000;

    public Line {
        Sku.check(sku);
        if (quantity < 1 || quantity > MOST) {
            throw new IllegalArgumentException("quantity must be from 1 to " + MOST);
        }
    }
}
