package dev.ordersaga.tour;

import java.io.IOException;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** The shop behind the tour, spoken to as its own staff would: by the services' functions. */
final class Shop {

    private record Product(String sku, String name, long price, int onHand) {}

    private static final List<Product> CATALOGUE = List.of(
            new Product("espresso-beans-1kg", "Espresso beans, 1 kg", 1890, 40),
            new Product("v60-dripper", "V60 dripper", 2450, 15),
            new Product("burr-grinder", "Burr grinder", 12900, 5),
            new Product("copper-kettle", "Copper kettle", 8900, 1),
            new Product("milk-jug", "Milk jug", 1290, 25),
            new Product("precision-scale", "Precision scale", 5400, 1));

    private final Http http;
    private final URI aws;

    Shop(Http http, URI aws) {
        this.http = http;
        this.aws = aws;
    }

    /** Puts the catalogue and a first delivery of stock in place; doing it again changes nothing. */
    int open() throws IOException {
        for (Product product : CATALOGUE) {
            invoke(
                    "order-service",
                    Map.of(
                            "action", "listProduct",
                            "sku", product.sku(),
                            "name", product.name(),
                            "unitPrice", Map.of("amount", product.price(), "currency", "EUR")));
        }
        for (Product product : CATALOGUE) {
            invoke(
                    "inventory-service",
                    Map.of(
                            "action",
                            "receiveStock",
                            "deliveryId",
                            "opening-" + product.sku(),
                            "sku",
                            product.sku(),
                            "quantity",
                            product.onHand()));
        }
        return CATALOGUE.size();
    }

    /** How many pieces of each sku are on hand. */
    Map<String, Long> stock(List<String> skus) throws IOException {
        Map<String, Long> onHand = new LinkedHashMap<>();
        JsonNode answer = invoke("inventory-service", Map.of("action", "describeStock", "skus", skus));
        for (JsonNode line : answer.path("stock")) {
            onHand.put(line.path("sku").asString(), line.path("onHand").asLong());
        }
        return onHand;
    }

    /** What payment-service says of an order: {@code status}, {@code charged}, {@code kept}. */
    JsonNode payment(String orderId) throws IOException {
        return invoke("payment-service", Map.of("action", "describePayment", "orderId", orderId));
    }

    private JsonNode invoke(String service, Map<String, Object> payload) throws IOException {
        URI uri = aws.resolve("/2015-03-31/functions/order-saga-" + service + "/invocations");
        Http.Answer answer = http.post(uri, payload, Map.of());
        if (answer.status() != 200 || answer.body().has("errorType")) {
            throw new CannotGoOn(service + " refused " + payload.get("action") + ": "
                    + answer.body().path("errorType").asString("HTTP " + answer.status()) + " "
                    + answer.body().path("errorMessage").asString(""));
        }
        return answer.body();
    }
}
