package dev.ordersaga.order.catalogue;

import dev.ordersaga.order.Money;
import dev.ordersaga.order.Sku;

/**
 * Something that can be ordered.
 *
 * @param sku the stock-keeping unit: 1 to 64 printable ASCII characters without blanks
 * @param name what customers read, 1 to 200 characters
 */
public record Product(String sku, String name, Money unitPrice) {

    public Product {
        if (!Sku.isLegal(sku)) {
            throw new IllegalArgumentException("sku " + Sku.RULE);
        }
        if (name.isBlank() || name.length() > 200) {
            throw new IllegalArgumentException("name must be 1 to 200 characters, not all blank");
        }
    }
}
