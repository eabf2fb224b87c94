package dev.ordersaga.tour;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import tools.jackson.databind.JsonNode;

/** The data behind the tour, read and written through the services' functions. */
final class DemoData {

    private record Product(String sku, String name, long price, int onHand) {}

    private static final List<Product> CATALOGUE = List.of(
            new Product("espresso-beans-1kg", "Espresso beans, 1 kg", 1890, 40),
            new Product("v60-dripper", "V60 dripper", 2450, 15),
            new Product("burr-grinder", "Burr grinder", 12900, 5),
            new Product("copper-kettle", "Copper kettle", 8900, 1),
            new Product("milk-jug", "Milk jug", 1290, 25),
            new Product("precision-scale", "Precision scale", 5400, 1));

    private static final int TOO_MANY_REQUESTS = 429;
    private static final int BUSY_SECONDS = 120;
    private static final int OPENING_ATTEMPTS = 3;

    /** The output of the template that names a service's function. */
    private static final Map<String, String> FUNCTIONS = Map.of(
            "order-service", "OrderFunction",
            "payment-service", "PaymentFunction",
            "inventory-service", "InventoryFunction");

    private final JsonHttpClient http;
    private final URI aws;
    private final DeployedNames names;
    private final String delivery = UUID.randomUUID().toString();

    DemoData(JsonHttpClient http, URI aws, DeployedNames names) {
        this.http = http;
        this.aws = aws;
        this.names = names;
    }

    /**
     * Puts the catalogue and a first delivery of stock in place; where the shop is older (its data were kept), what it has sold since is
     * delivered anew, for the stories to have what they order. The three services are spoken to at the same time.
     *
     * @return how many products there are
     */
    CompletableFuture<Integer> open() {
        return CompletableFuture.allOf(
                        CompletableFuture.runAsync(this::fillCatalogue),
                        CompletableFuture.runAsync(this::fillShelves).thenRun(this::deliverWhatWasSold),
                        CompletableFuture.runAsync(this::wakePayments))
                .thenApply(done -> CATALOGUE.size());
    }

    private void fillCatalogue() {
        for (Product product : CATALOGUE) {
            atOpening(
                    "order-service",
                    Map.of(
                            "action", "listProduct",
                            "sku", product.sku(),
                            "name", product.name(),
                            "unitPrice", Map.of("amount", product.price(), "currency", "EUR")));
        }
    }

    private void fillShelves() {
        CATALOGUE.forEach(product -> deliver("opening-" + product.sku(), product, product.onHand()));
    }

    private void deliverWhatWasSold() {
        Map<String, Long> onHand;
        try {
            onHand = stock(CATALOGUE.stream().map(Product::sku).toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        for (Product product : CATALOGUE) {
            long sold = product.onHand() - onHand.getOrDefault(product.sku(), 0L);
            if (sold > 0) {
                deliver(delivery + "-" + product.sku(), product, sold);
            }
        }
    }

    private void deliver(String deliveryId, Product product, long quantity) {
        atOpening(
                "inventory-service",
                Map.of("action", "receiveStock", "deliveryId", deliveryId, "sku", product.sku(), "quantity", quantity));
    }

    private void wakePayments() {
        atOpening("payment-service", Map.of("action", "describePayment", "orderId", "none"));
    }

    private void atOpening(String service, Map<String, Object> payload) {
        for (int attempt = 1; ; attempt++) {
            try {
                invoke(service, payload);
                return;
            } catch (CannotGoOn refused) {
                // A first call on a busy machine may take longer than the function may; doing it again changes nothing.
                if (attempt == OPENING_ATTEMPTS) {
                    throw refused;
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
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

    /**
     * What the card gateway's own books say of an order, in minor units. payment-service is not asked: it may have died between
     * the charge and its note of it.
     */
    record Charge(String status, long charged, long refunded, String currency) {

        long kept() {
            return charged - refunded;
        }
    }

    /** What the card gateway has recorded of an order; empty where it was never asked about the order. */
    Optional<Charge> charge(String orderId) throws IOException {
        JsonHttpClient.Answer answer = http.post(
                aws,
                Map.of(
                        "TableName",
                        names.output("CardGatewayTable"),
                        "ConsistentRead",
                        true,
                        "FilterExpression",
                        "orderRef = :order",
                        "ExpressionAttributeValues",
                        Map.of(":order", Map.of("S", orderId))),
                Map.of(
                        "X-Amz-Target", "DynamoDB_20120810.Scan",
                        "Content-Type", "application/x-amz-json-1.0",
                        "Authorization",
                                "AWS4-HMAC-SHA256 Credential=test/20260101/us-east-1/dynamodb/aws4_request, "
                                        + "SignedHeaders=host, Signature=0"));
        if (answer.status() != 200) {
            throw new CannotGoOn("the card gateway's books cannot be read: " + answer.body());
        }
        return answer.body()
                .path("Items")
                .valueStream()
                .findFirst()
                .map(entry -> new Charge(
                        entry.at("/status/S").asString(""),
                        Long.parseLong(entry.at("/chargedAmount/N").asString("0")),
                        Long.parseLong(entry.at("/refundedAmount/N").asString("0")),
                        entry.at("/currency/S").asString("")));
    }

    /** Makes an action fail from now on. */
    void fail(OrderedFault fault) throws IOException {
        JsonHttpClient.Answer answer = http.post(aws.resolve("/_local/faults"), fault.request(names), Map.of());
        if (answer.status() >= 300) {
            throw new CannotGoOn("the local AWS refused the fault: " + answer.body());
        }
    }

    private JsonNode invoke(String service, Map<String, Object> payload) throws IOException {
        // The alias that the saga calls, so that the process which this starts is the saga's too.
        String[] arn = names.output(Objects.requireNonNull(FUNCTIONS.get(service), service))
                .split(":", -1);
        URI uri = aws.resolve("/2015-03-31/functions/" + arn[6] + "/invocations?Qualifier=" + arn[7]);
        JsonHttpClient.Answer answer = http.post(uri, payload, Map.of());
        // After a restart with many sagas under way all go on at once, and the concurrency of Lambda is theirs for a
        // while.
        for (int second = 0; answer.status() == TOO_MANY_REQUESTS && second < BUSY_SECONDS; second++) {
            LockSupport.parkNanos(TimeUnit.SECONDS.toNanos(1));
            answer = http.post(uri, payload, Map.of());
        }
        if (answer.status() != 200 || answer.body().has("errorType")) {
            throw new CannotGoOn(service + " refused " + payload.get("action") + ": "
                    + answer.body().path("errorType").asString("HTTP " + answer.status()) + " "
                    + answer.body().path("errorMessage").asString(""));
        }
        return answer.body();
    }
}
