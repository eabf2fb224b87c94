package dev.ordersaga.saga.place;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.function.Predicate;
import org.awaitility.core.ConditionTimeoutException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Someone who orders by REST and looks what became of it. */
public final class Customer {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final String NAME = "customer-1";
    private static final Duration TIMEOUT = Duration.ofMinutes(3);
    private static final Duration POLL = Duration.ofMillis(20);

    private final HttpClient http = HttpClient.newHttpClient();
    private final Place place;
    private final String token;
    private final String operatorsToken;

    public Customer(Place place) {
        this.place = place;
        this.token = place.issuer().token(NAME, "customer");
        this.operatorsToken = place.issuer().token("operator-1", "operator");
    }

    /** Places an order and gives back its id. */
    public String orders(String sku, int quantity, String paymentMethod) {
        HttpResponse<String> response = send(
                HttpRequest.newBuilder(place.rest().resolve("/orders"))
                        .header("Content-Type", "application/json")
                        .header("Idempotency-Key", UUID.randomUUID().toString())
                        .POST(BodyPublishers.ofString(JSON.writeValueAsString(Map.of(
                                "customerId",
                                NAME,
                                "items",
                                List.of(Map.of("sku", sku, "quantity", quantity)),
                                "paymentMethod",
                                paymentMethod)))),
                token);
        if (response.statusCode() != 202) {
            throw new AssertionError("POST /orders: " + response.statusCode() + " " + response.body());
        }
        return JSON.readTree(response.body()).path("id").asString();
    }

    /** Reads the catalogue so often: REST has then done all that it does for an order, but the last step. */
    public void browses(int times) {
        for (int i = 0; i < times; i++) {
            get("/products");
        }
    }

    public JsonNode order(String id) {
        return get("/orders/" + id);
    }

    /** With what customers are not told, such as what is left over. */
    public JsonNode orderAsOperatorsSeeIt(String id) {
        return get("/orders/" + id, operatorsToken);
    }

    /** The order once its status is this one. */
    public JsonNode orderOnce(String id, String status) {
        return once(
                id, () -> order(id), order -> order.path("status").asString().equals(status), status);
    }

    /** The Task states that the order's saga has entered, in order, an entry for each time. */
    public List<String> statesVisited(String id) {
        List<String> states = new ArrayList<>();
        for (JsonNode step : get("/orders/" + id + "/saga").path("steps")) {
            if (step.path("service").isString() && step.path("attempt").asInt() == 1) {
                states.add(step.path("state").asString());
            }
        }
        return states;
    }

    /** The order once its saga has ended, whichever way. */
    public JsonNode orderAtTheEnd(String id) {
        once(
                id,
                () -> get("/orders/" + id + "/saga"),
                saga -> !saga.path("executionStatus").asString().equals("RUNNING"),
                "at its end");
        return order(id);
    }

    /** The order once its review stands so. */
    public JsonNode orderOnceItsReviewIs(String id, String state) {
        return once(
                id,
                () -> order(id),
                order -> order.at("/review/state").asString("").equals(state),
                "with its review " + state);
    }

    private JsonNode once(String id, Callable<JsonNode> look, Predicate<JsonNode> reached, String what) {
        try {
            return await().atMost(TIMEOUT)
                    .pollInterval(POLL)
                    .pollDelay(Duration.ZERO)
                    .until(look, reached);
        } catch (ConditionTimeoutException e) {
            throw new AssertionError(
                    "not " + what + " after " + TIMEOUT + ": " + order(id) + "\n"
                            + get("/orders/" + id + "/saga").toPrettyString(),
                    e);
        }
    }

    /** Takes an order back, or decides about it as an operator: {@code POST /orders/{id}/WHAT}. */
    public JsonNode decides(String id, String what, Map<String, String> decision) {
        HttpResponse<String> response = decide(id, what, decision);
        if (response.statusCode() != 202) {
            throw new AssertionError("POST " + what + ": " + response.statusCode() + " " + response.body());
        }
        return JSON.readTree(response.body());
    }

    /** As {@link #decides}; false where that is refused because another decision is on its way. */
    public boolean triesToDecide(String id, String what, Map<String, String> decision) {
        HttpResponse<String> response = decide(id, what, decision);
        if (response.statusCode() != 202 && response.statusCode() != 409) {
            throw new AssertionError("POST " + what + ": " + response.statusCode() + " " + response.body());
        }
        return response.statusCode() == 202;
    }

    private HttpResponse<String> decide(String id, String what, Map<String, String> decision) {
        return send(
                HttpRequest.newBuilder(place.rest().resolve("/orders/" + id + "/" + what))
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString(JSON.writeValueAsString(decision))),
                what.equals("cancellation") ? token : operatorsToken);
    }

    private JsonNode get(String path) {
        return get(path, token);
    }

    private JsonNode get(String path, String bearer) {
        HttpResponse<String> response = send(HttpRequest.newBuilder(place.rest().resolve(path)), bearer);
        if (response.statusCode() != 200) {
            throw new AssertionError("GET " + path + ": " + response.statusCode() + " " + response.body());
        }
        return JSON.readTree(response.body());
    }

    private HttpResponse<String> send(HttpRequest.Builder request, String bearer) {
        try {
            return http.send(
                    request.header("Authorization", "Bearer " + bearer)
                            .timeout(Duration.ofSeconds(30))
                            .build(),
                    BodyHandlers.ofString());
        } catch (IOException e) {
            throw new AssertionError(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }
}
