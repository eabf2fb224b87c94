package dev.ordersaga.tour;

import java.io.IOException;
import java.net.URI;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** order-service's REST, as a customer sees it. */
final class Orders {

    private final Http http;
    private final URI rest;

    Orders(Http http, URI rest) {
        this.http = http;
        this.rest = rest;
    }

    /** Places the order and gives back its id. */
    String place(Story story, String idempotencyKey) throws IOException {
        Http.Answer answer = http.post(
                rest.resolve("/orders"),
                Map.of("customerId", "customer-7", "items", story.items(), "paymentMethod", story.paymentMethod()),
                Map.of("Idempotency-Key", idempotencyKey));
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
        Http.Answer answer = http.get(rest.resolve(path));
        if (answer.status() != 200) {
            throw new CannotGoOn("GET " + path + " answered " + answer.status());
        }
        return answer.body();
    }
}
