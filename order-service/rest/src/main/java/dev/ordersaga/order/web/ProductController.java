package dev.ordersaga.order.web;

import dev.ordersaga.order.catalogue.Catalogue;
import dev.ordersaga.order.catalogue.Product;
import java.util.List;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Shows what can be ordered. */
@RestController
final class ProductController {

    private final Catalogue catalogue;

    ProductController(Catalogue catalogue) {
        this.catalogue = catalogue;
    }

    @GetMapping(path = "/products", produces = MediaType.APPLICATION_JSON_VALUE)
    List<Product> products() {
        return catalogue.products();
    }
}
