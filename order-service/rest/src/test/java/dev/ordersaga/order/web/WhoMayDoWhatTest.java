package dev.ordersaga.order.web;

import static dev.ordersaga.order.web.RunningRest.newKey;
import static dev.ordersaga.order.web.RunningRest.teaFor;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ordersaga.issuer.DevIssuer;
import dev.ordersaga.order.web.RunningRest.Answer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Clock;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(RunningRest.Extension.class)
class WhoMayDoWhatTest {

    private final RunningRest rest;
    private final String ada = "ada-" + UUID.randomUUID();
    private final String adasToken;
    private final String bobsToken;

    WhoMayDoWhatTest(RunningRest rest) {
        this.rest = rest;
        this.adasToken = rest.issuer.token(ada, "customer");
        this.bobsToken = rest.issuer.token("bob", "customer");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/products", "/v3/api-docs", "/actuator/health"})
    void whatIsNobodysIsOpenToEverybody(String path) {
        assertThat(rest.send(rest.anonymous(path).GET()).status()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/orders?status=PENDING", "/orders/x", "/orders/x/saga"})
    void withoutATokenNothingOfAnOrderIsTold(String path) {
        Answer answer = rest.send(rest.anonymous(path).GET());

        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.header("WWW-Authenticate")).startsWith("Bearer").doesNotContain("error");
        assertThat(answer.text("detail")).isEqualTo("a bearer token is needed");
    }

    @Test
    void aTokenOfAnotherIssuerOrForAnotherTimeOrWithoutARoleIsNotBelieved() throws IOException {
        try (DevIssuer other = DevIssuer.start();
                DevIssuer pretender =
                        DevIssuer.start(InetAddress.getLoopbackAddress(), 0, rest.issuer.issuer(), Clock.systemUTC());
                DevIssuer late = DevIssuer.start(
                        InetAddress.getLoopbackAddress(),
                        0,
                        null,
                        Clock.offset(Clock.systemUTC(), Duration.ofDays(-2)))) {
            for (String token : new String[] {
                other.token(ada, "operator"),
                pretender.token(ada, "operator"),
                late.token(ada, "operator"),
                "x",
                "x.y.z"
            }) {
                Answer answer = rest.send(
                        rest.requestAs(token, "/orders?status=PENDING").GET());

                assertThat(answer.status()).isEqualTo(401);
                assertThat(answer.header("WWW-Authenticate"))
                        .startsWith("Bearer")
                        .contains("error=\"invalid_token\"");
                assertThat(answer.response().body()).doesNotContain(token.length() > 9 ? token : "\0");
            }
        }
        assertThat(rest.send(rest.requestAs(rest.issuer.token(ada), "/orders?status=PENDING")
                                .GET())
                        .status())
                .isEqualTo(403);
        assertThat(rest.send(rest.requestAs(rest.issuer.token(ada, "admin"), "/orders/x")
                                .GET())
                        .status())
                .isEqualTo(403);
    }

    @Test
    void aCustomerOrdersForNobodyElse() {
        Answer answer = place(bobsToken, newKey(), ada);

        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.text("detail")).isEqualTo("customerId must be the customer whom the token names");
        assertThat(place(adasToken, newKey(), ada).status()).isEqualTo(202);
    }

    @Test
    void aCustomerSeesNoOrderOfAnother() {
        String id = place(adasToken, newKey(), ada).text("id");
        SagaHand.create(rest, id);

        for (String path : new String[] {"/orders/" + id, "/orders/" + id + "/saga"}) {
            assertThat(rest.send(rest.requestAs(adasToken, path).GET()).status())
                    .isEqualTo(200);
            assertThat(rest.send(rest.requestAs(bobsToken, path).GET()).status())
                    .isEqualTo(404);
            assertThat(rest.get(path).status()).as("an operator").isEqualTo(200);
        }
        Answer cancelled = rest.send(
                rest.requestAs(bobsToken, "/orders/" + id + "/cancellation").POST(BodyPublishers.noBody()));
        assertThat(cancelled.status()).isEqualTo(404);
        assertThat(rest.get("/orders/" + id).json().path("cancellation").isNull())
                .isTrue();
    }

    @Test
    void aCustomerListsOnlyTheirOwnOrdersPageByPage() {
        for (int i = 0; i < 3; i++) {
            SagaHand.create(rest, place(adasToken, newKey(), ada).text("id"));
        }
        SagaHand.create(rest, place(bobsToken, newKey(), "bob").text("id"));

        Answer first = rest.send(
                rest.requestAs(adasToken, "/orders?status=PENDING&limit=2").GET());
        Answer second =
                rest.send(rest.requestAs(adasToken, "/orders?status=PENDING&limit=2&after=" + first.text("next"))
                        .GET());

        assertThat(first.json().path("orders").findValuesAsString("customerId")).containsExactly(ada, ada);
        assertThat(second.json().path("orders").findValuesAsString("customerId"))
                .containsExactly(ada);
        assertThat(second.json().path("next").isNull()).isTrue();
        assertThat(rest.send(rest.requestAs(adasToken, "/orders?status=CONFIRMED")
                                .GET())
                        .json()
                        .path("orders")
                        .isEmpty())
                .isTrue();
    }

    @Test
    void theSameKeyOfTwoCustomersIsTwoOrders() {
        String key = newKey();

        String adas = place(adasToken, key, ada).text("id");

        assertThat(place(bobsToken, key, "bob").text("id")).isNotEmpty().isNotEqualTo(adas);
        assertThat(place(adasToken, key, ada).text("id")).isEqualTo(adas);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {"review | {'decision':'approve'}", "repair | {'resolution':'done'}"})
    void onlyOperatorsReviewAndRepair(String what, String body) {
        String id = place(adasToken, newKey(), ada).text("id");

        Answer answer = rest.send(rest.requestAs(adasToken, "/orders/" + id + "/" + what)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body.replace('\'', '"'))));

        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.header("WWW-Authenticate")).contains("insufficient_scope");
    }

    private Answer place(String token, String key, String customer) {
        return rest.send(rest.requestAs(token, "/orders")
                .header("Content-Type", "application/json")
                .header("Idempotency-Key", key)
                .POST(BodyPublishers.ofString(teaFor(customer))));
    }
}
