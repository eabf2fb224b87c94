package dev.ordersaga.order.web;

import static dev.ordersaga.order.web.RunningRest.newKey;
import static dev.ordersaga.order.web.RunningRest.teaFor;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ordersaga.order.web.RunningRest.Answer;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;

@ExtendWith(RunningRest.Extension.class)
class PlacingAnOrderTest {

    private final RunningRest rest;

    PlacingAnOrderTest(RunningRest rest) {
        this.rest = rest;
    }

    @Test
    void anOrderIsAcceptedPricedFromOurCatalogue() {
        Answer answer = rest.post(newKey(), teaFor("customer-1"));

        assertThat(answer.status()).isEqualTo(202);
        assertThat(answer.header("Location")).isEqualTo("/orders/" + answer.text("id"));
        assertThat(answer.text("status")).isEqualTo("PENDING");
        assertThat(answer.text("customerId")).isEqualTo("customer-1");
        assertThat(answer.json().at("/items/0/unitPrice/amount").longValue()).isEqualTo(450);
        assertThat(answer.json().at("/total/amount").longValue()).isEqualTo(900);
        assertThat(answer.json().at("/total/currency").stringValue()).isEqualTo("EUR");
        assertThat(answer.json().path("reason").isNull()).isTrue();
    }

    @Test
    void itsSagaIsStartedUnderTheOrdersIdWithAllThatTheStepsNeed() {
        String id = rest.post(newKey(), teaFor("customer-2")).text("id");

        JsonNode input = rest.stepFunctions.inputOf(id);
        assertThat(input.propertyNames())
                .containsExactlyInAnyOrder(
                        "orderId", "customerId", "items", "total", "paymentMethod", "fingerprint", "placedAt");
        assertThat(input.path("orderId").stringValue()).isEqualTo(id);
        assertThat(input.path("placedAt").stringValue())
                .matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d+)?Z");
        assertThat(input.at("/items/0").toString())
                .isEqualTo("{\"sku\":\"TEA-1\",\"quantity\":2,\"unitPrice\":{\"amount\":450,\"currency\":\"EUR\"}}");
    }

    @Test
    void theIdIsLegalAsAnExecutionsNameAndDoesNotTellTheKey() {
        String key = "my-secret-key-" + newKey();

        assertThat(rest.post(key, teaFor("customer-3")).text("id"))
                .matches("[0-9a-f]{40}")
                .doesNotContain(key);
    }

    @Test
    void theSameKeyAndBodyGiveTheSameOrder() {
        String key = newKey();
        Answer first = rest.post(key, teaFor("customer-4"));
        int started = rest.stepFunctions.started();
        Answer second = rest.post(key, teaFor("customer-4"));

        assertThat(second.status()).isEqualTo(202);
        assertThat(second.header("Location")).isEqualTo(first.header("Location"));
        assertThat(second.json()).isEqualTo(first.json());
        assertThat(rest.stepFunctions.started()).isEqualTo(started);
    }

    @Test
    void whiteSpaceAndTheOrderOfFieldsDoNotMakeAnotherBody() {
        String key = newKey();
        Answer first = rest.post(key, teaFor("customer-5"));
        Answer second = rest.post(
                key,
                "{\"paymentMethod\":\"pm_ok\",\"items\":[{\"quantity\":2,\"sku\":\"TEA-1\"}],\"customerId\":\"customer-5\"}");

        assertThat(second.status()).isEqualTo(202);
        assertThat(second.text("id")).isEqualTo(first.text("id"));
    }

    @Test
    void theSameKeyWithAnotherBodyIsRefused() {
        String key = newKey();
        rest.post(key, teaFor("customer-6"));

        assertThat(rest.post(key, teaFor("somebody-else")).status()).isEqualTo(422);
    }

    @Test
    void theSameKeyAndBodyGiveTheSameOrderAfterThePriceChanged() {
        rest.product("RISING", "Something dear", 100, "EUR");
        String key = newKey();
        String body = teaFor("customer-7").replace("TEA-1", "RISING");
        Answer first = rest.post(key, body);
        rest.product("RISING", "Something dearer", 200, "EUR");
        Answer second = rest.post(key, body);

        assertThat(second.status()).isEqualTo(202);
        assertThat(second.json()).isEqualTo(first.json());
    }

    @Test
    void theSameKeyAndBodyGiveTheSameOrderAfterItWasWrittenAndEnded() {
        String key = newKey();
        Answer first = rest.post(key, teaFor("customer-8"));
        SagaHand.createAndConfirm(rest, first.text("id"));
        rest.stepFunctions.end(first.text("id"), "SUCCEEDED");

        Answer second = rest.post(key, teaFor("customer-8"));
        assertThat(second.status()).isEqualTo(202);
        assertThat(second.text("id")).isEqualTo(first.text("id"));
        assertThat(second.text("status")).isEqualTo("CONFIRMED");
        assertThat(rest.post(key, teaFor("somebody-else")).status()).isEqualTo(422);
    }

    @Test
    void theSameKeyAndBodyGiveTheSameOrderAfterItsExecutionIsForgotten() {
        String key = newKey();
        Answer first = rest.post(key, teaFor("customer-9"));
        SagaHand.createAndConfirm(rest, first.text("id"));
        rest.stepFunctions.forget(first.text("id"));

        assertThat(rest.post(key, teaFor("customer-9")).text("status")).isEqualTo("CONFIRMED");
        assertThat(rest.stepFunctions.has(first.text("id"))).isFalse();
    }

    @Test
    void theSameKeyFromTwentySidesAtOnceStartsOneExecution() throws Exception {
        String key = newKey();
        int before = rest.stepFunctions.started();
        ExecutorService customers = Executors.newFixedThreadPool(20);
        try {
            Callable<Answer> placing = () -> rest.post(key, teaFor("customer-10"));
            List<Future<Answer>> answers = customers.invokeAll(Collections.nCopies(20, placing));
            for (Future<Answer> answer : answers) {
                assertThat(answer.get().status()).isEqualTo(202);
                assertThat(answer.get().json()).isEqualTo(answers.get(0).get().json());
            }
        } finally {
            customers.shutdown();
        }
        assertThat(rest.stepFunctions.started()).isEqualTo(before + 1);
    }

    @Test
    void aKeyWhoseExecutionSomebodyStartedByHandIsRefused() {
        String key = newKey();
        rest.stepFunctions.startByHand(rest.idOf(key), "{\"comment\": \"not an order\"}");

        assertThat(rest.post(key, teaFor("customer-11")).status()).isEqualTo(422);
    }

    @Test
    void theLargestOrderIsAccepted() {
        StringBuilder items = new StringBuilder();
        for (int i = 0; i < 20; i++) {
            rest.product("BULK-" + i, "In bulk", 1, "EUR");
            items.append(i == 0 ? "" : ",").append("{\"sku\":\"BULK-").append(i).append("\",\"quantity\":100}");
        }
        Answer answer =
                rest.post(newKey(), "{\"customerId\":\"c\",\"items\":[" + items + "],\"paymentMethod\":\"pm_ok\"}");

        assertThat(answer.status()).isEqualTo(202);
        assertThat(answer.json().at("/total/amount").longValue()).isEqualTo(2000);
    }
}
