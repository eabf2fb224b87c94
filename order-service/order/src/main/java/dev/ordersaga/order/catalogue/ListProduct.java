package dev.ordersaga.order.catalogue;

/** Puts a product into the catalogue, or replaces the one of the same sku; orders keep the price they were placed at. */
public final class ListProduct {

    private final Catalogue catalogue;

    public ListProduct(Catalogue catalogue) {
        this.catalogue = catalogue;
    }

    public void list(Product product) {
        catalogue.list(product);
    }
}
