package dev.ordersaga.order.catalogue;

import java.util.List;
import java.util.Map;
import java.util.Set;

/** The products and their prices: ours, the only ones that count. Every method may throw {@link Unavailable}. */
public interface Catalogue {

    /** All products, ordered by sku. */
    List<Product> products();

    /** Those of the given skus that exist, by sku. */
    Map<String, Product> find(Set<String> skus);

    /** Puts a product into the catalogue, or replaces the one of the same sku. */
    void list(Product product);
}
