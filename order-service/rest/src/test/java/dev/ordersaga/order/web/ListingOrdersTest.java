package dev.ordersaga.order.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ordersaga.order.ConfirmOrder;
import dev.ordersaga.order.CreateOrder;
import dev.ordersaga.order.Money;
import dev.ordersaga.order.OrderDetails;
import dev.ordersaga.order.OrderId;
import dev.ordersaga.order.OrderItem;
import dev.ordersaga.order.RejectOrder;
import dev.ordersaga.order.web.RunningRest.Answer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@ExtendWith(RunningRest.Extension.class)
class ListingOrdersTest {

    private final RunningRest rest;

    ListingOrdersTest(RunningRest rest) {
        this.rest = rest;
    }

    private String rejected(Instant placedAt) {
        OrderId id = new OrderId("list-" + UUID.randomUUID());
        OrderDetails details = new OrderDetails(
                "lister",
                List.of(new OrderItem("TEA-1", 1, new Money(450, "EUR"))),
                new Money(450, "EUR"),
                "pm_ok",
                "fingerprint",
                placedAt);
        new CreateOrder(rest.book).create(id, details);
        new RejectOrder(rest.book).reject(id, details, "CARD_DECLINED", List.of());
        return id.value();
    }

    private static List<String> ids(Answer page) {
        return page.json()
                .path("orders")
                .valueStream()
                .map(order -> order.path("id").stringValue())
                .toList();
    }

    @Test
    void ordersOfAStatusComeNewestFirstPageByPage() {
        // In a time of their own, and with and without a fraction of a second, which texts could sort wrongly.
        List<String> placed = new ArrayList<>();
        for (String at : List.of("2090-01-01T00:00:00Z", "2090-01-01T00:00:00.500Z", "2090-01-01T00:00:01Z")) {
            placed.add(0, rejected(Instant.parse(at)));
        }
        Answer first = rest.get("/orders?status=REJECTED&limit=2");
        Answer second = rest.get("/orders?status=REJECTED&limit=1&after=" + first.text("next"));

        assertThat(ids(first)).isEqualTo(placed.subList(0, 2));
        assertThat(ids(second)).isEqualTo(placed.subList(2, 3));
    }

    @Test
    void ordersThatWaitForTheirReviewAreFoundAmongThosePending() {
        List<String> waiting = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            String id = rest.post(RunningRest.newKey(), RunningRest.teaFor("lister"))
                    .text("id");
            SagaHand.create(rest, id);
            String other = rest.post(RunningRest.newKey(), RunningRest.teaFor("lister"))
                    .text("id");
            SagaHand.create(rest, other);
            SagaHand.requestReview(rest, id, "token-" + id);
            waiting.add(0, id);
        }
        List<String> found = new ArrayList<>();
        Answer page = rest.get("/orders?status=PENDING&review=WAITING&limit=2");
        found.addAll(ids(page));
        while (!page.json().path("next").isNull()) {
            page = rest.get("/orders?status=PENDING&review=WAITING&limit=2&after=" + page.text("next"));
            found.addAll(ids(page));
        }

        assertThat(found.stream().filter(waiting::contains)).containsExactlyElementsOf(waiting);
        assertThat(page.json().path("orders").valueStream())
                .allMatch(order -> order.at("/review/state").asString().equals("WAITING"));
    }

    @Test
    void theLastPageHasNoNext() {
        OrderId id = new OrderId("only-" + UUID.randomUUID());
        OrderDetails details = new OrderDetails(
                "lister",
                List.of(new OrderItem("TEA-1", 1, new Money(450, "EUR"))),
                new Money(450, "EUR"),
                "pm_ok",
                "fingerprint",
                Instant.parse("2090-01-01T00:00:00Z"));
        new CreateOrder(rest.book).create(id, details);
        new ConfirmOrder(rest.book).confirm(id);

        Answer page = rest.get("/orders?status=CONFIRMED&limit=100");
        assertThat(ids(page)).contains(id.value());
        assertThat(page.json().path("next").isNull()).isTrue();
    }

    @Test
    void aListWithoutOrdersIsAnEmptyPage() {
        // What was refused is never confirmed.
        Answer page = rest.get("/orders?status=CONFIRMED&review=REFUSED");

        assertThat(ids(page)).isEmpty();
        assertThat(page.json().path("next").isNull()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "'', status",
        "status=, status",
        "status=pending, status",
        "status=NO_SUCH, status",
        "status=PENDING&review=waiting, review",
        "status=PENDING&review=, review",
        "status=PENDING&limit=0, limit",
        "status=PENDING&limit=101, limit",
        "status=PENDING&limit=-1, limit",
        "status=PENDING&limit=ten, limit",
        "status=PENDING&limit=99999999999, limit",
        "status=PENDING&after=, after",
        "status=PENDING&after=nonsense, after",
        "status=PENDING&after=***, after",
        "status=PENDING&after=UEVORElORy4xLmJhZCBpZA, after",
    })
    void aQueryThatCannotBeReadIsRefusedAndTheParameterNamed(String query, String parameter) {
        Answer answer = rest.get("/orders?" + query);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.field()).isEqualTo(parameter);
        assertThat(answer.text("detail")).contains(parameter);
    }

    @Test
    void aTokenFromTheListOfAnotherStatusIsRefused() {
        rejected(Instant.parse("2080-01-01T00:00:00Z"));
        rejected(Instant.parse("2080-01-01T00:00:01Z"));
        String next = rest.get("/orders?status=REJECTED&limit=1").text("next");

        assertThat(rest.get("/orders?status=PENDING&after=" + next).field()).isEqualTo("after");
    }

    @Test
    void productsAreListedWithTheirPrices() {
        Answer products = rest.get("/products");

        assertThat(products.status()).isEqualTo(200);
        assertThat(products.json().valueStream().map(Object::toString))
                .contains(
                        "{\"sku\":\"MUG-1\",\"name\":\"A mug\",\"unitPrice\":{\"amount\":1200,\"currency\":\"EUR\"}}");
    }
}
