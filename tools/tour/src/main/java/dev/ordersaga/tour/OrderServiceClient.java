package dev.ordersaga.tour;

import java.io.IOException;
import java.net.URI;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** order-service's REST, as a customer sees it. */
final class OrderServiceClient {

    private static final String CUSTOMER = "customer-7";

    private final JsonHttpClient http;
    private final URI rest;
    private final URI issuer;
    private @Nullable String customer;
    private @Nullable String operator;

    OrderServiceClient(JsonHttpClient http, URI rest, URI issuer) {
        this.http = http;
        this.rest = rest;
        this.issuer = issuer;
    }

    /** The customer's token, as everybody who has one sends it. */
    private String customer() throws IOException {
        if (customer == null) {
            customer = "Bearer " + http.text(issuer.resolve("/customer/" + CUSTOMER));
        }
        return customer;
    }

    private String operator() throws IOException {
        if (operator == null) {
            operator = "Bearer " + http.text(issuer.resolve("/operator/operator-1"));
        }
        return operator;
    }

    /** Sends what a person decides. */
    void decide(String id, Decision decision) throws IOException {
        String who = decision.who().equals("operator") ? operator() : customer();
        String path = "/orders/" + id + "/" + decision.what();
        JsonHttpClient.Answer answer = http.post(rest.resolve(path), decision.body(), Map.of("Authorization", who));
        if (answer.status() != 202) {
            throw new CannotGoOn("POST " + path + " answered " + answer.status() + ": "
                    + answer.body().path("detail").asString(answer.body().toString()));
        }
    }

    /** Places the order and gives back its id. */
    String place(Story story, String idempotencyKey) throws IOException {
        JsonHttpClient.Answer answer = http.post(
                rest.resolve("/orders"),
                Map.of("customerId", CUSTOMER, "items", story.items(), "paymentMethod", story.paymentMethod()),
                Map.of("Idempotency-Key", idempotencyKey, "Authorization", customer()));
        if (answer.status() != 202) {
            throw new CannotGoOn("POST /orders answered " + answer.status() + ": "
                    + answer.body().path("detail").asString(answer.body().toString()));
        }
        return answer.body().path("id").asString();
    }

    JsonNode order(String id) throws IOException {
        return ok("/orders/" + id);
    }

    JsonNode saga(String id) throws IOException {
        return ok("/orders/" + id + "/saga");
    }

    private JsonNode ok(String path) throws IOException {
        JsonHttpClient.Answer answer = http.get(rest.resolve(path), Map.of("Authorization", customer()));
        if (answer.status() != 200) {
            throw new CannotGoOn("GET " + path + " answered " + answer.status());
        }
        return answer.body();
    }
}
