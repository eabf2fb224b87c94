package dev.ordersaga.order.desk;

import static dev.ordersaga.order.desk.Browser.whereTo;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ordersaga.order.CreateOrder;
import dev.ordersaga.order.Line;
import dev.ordersaga.order.Money;
import dev.ordersaga.order.OrderDetails;
import dev.ordersaga.order.OrderId;
import dev.ordersaga.order.OrderItem;
import dev.ordersaga.order.RejectOrder;
import dev.ordersaga.order.RequestRepair;
import dev.ordersaga.order.RequestReview;
import dev.ordersaga.order.Residual;
import dev.ordersaga.order.web.RunningRest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(RunningRest.Extension.class)
class DeskPagesTest {

    private final RunningRest rest;
    private final Browser operator;
    private final String customer = "customer-" + UUID.randomUUID();

    DeskPagesTest(RunningRest rest) {
        this.rest = rest;
        rest.linesAreWhole();
        this.operator = Browser.of(rest, "operator-1", "operator");
    }

    @Test
    void anOperatorSeesWhatIsLeftOverByNameAndWhatWaitsForAReview() {
        OrderId broken = placed();
        new RequestRepair(rest.book)
                .request(
                        broken,
                        details(customer),
                        "OUT_OF_STOCK",
                        List.of(new Residual(
                                "RefundPayment", "dev.x.RefundRefused", "{\"errorMessage\":\"no \\\"way\\\"\",")),
                        "token-" + broken);
        OrderId large = placed();
        new RequestReview(rest.book, Clock.systemUTC()).request(large, "token-" + large);

        String page = operator.get("/desk/waiting").body();
        String repairs = operator.get("/desk/waiting/repairs").body();
        String reviews = operator.get("/desk/waiting/reviews").body();

        assertThat(page).contains("Repairs", "Reviews", "Pending for too long");
        assertThat(repairs).contains(broken.value(), "<b>RefundPayment</b> RefundRefused", "no \"way\"");
        assertThat(reviews).contains(large.value(), "9.00 EUR", "data-form=\"until\"");
    }

    @Test
    void aDecisionIsOnItsWayToASagaOnlyUntilTheOrderHasEnded() {
        OrderId id = placed();
        OrderDetails details = details(customer);
        new RequestRepair(rest.book)
                .request(
                        id,
                        details,
                        "OUT_OF_STOCK",
                        List.of(new Residual("RefundPayment", "dev.x.RefundRefused", "{}")),
                        "token-" + id);
        decided(Map.of("action", "skip", "order", id.value(), "reason", "written off"));
        assertThat(standing(id)).contains("Repair: skip, not told to the saga yet");

        // Whoever told the saga died before that was noted.
        new RejectOrder(rest.book).reject(id, details, "OUT_OF_STOCK", List.of());

        assertThat(standing(id)).contains("Repair: skip").doesNotContain("not told to the saga yet");
    }

    @Test
    void anOrdersPageTellsItsReaderWhatTheyMayKnow() {
        OrderId id = placed();
        Browser owner = Browser.of(rest, customer, "customer");

        assertThat(operator.get("/desk/orders/" + id).body()).contains("TEA-1", "9.00 EUR", "Take back");
        assertThat(owner.get("/desk/orders/" + id).body()).contains("TEA-1", "Take back");
        assertThat(owner.get("/desk/orders").body()).contains(id.value());
    }

    @Test
    void aCustomerSeesNeitherAnothersOrderNorOperatorsPages() {
        OrderId id = placed();
        Browser other = Browser.of(rest, "somebody-else", "customer");

        assertThat(other.get("/desk/orders/" + id).statusCode()).isEqualTo(404);
        assertThat(other.get("/desk/orders").body()).doesNotContain(id.value());
        assertThat(other.get("/desk/waiting").statusCode()).isEqualTo(403);
        assertThat(other.get("/desk/waiting/repairs").statusCode()).isEqualTo(403);
        assertThat(other.post("/desk/decisions", Map.of("action", "approve", "order", id.value()))
                        .statusCode())
                .isEqualTo(403);
        assertThat(other.post("/desk/decisions", Map.of("action", "cancel", "order", id.value()))
                        .body())
                .contains("there is no such order");
        assertThat(standing(id)).contains("It is on its way");
    }

    @Test
    void aChangeNeedsTheSessionsToken() {
        OrderId id = placed();

        HttpResponse<String> refused =
                operator.postWithout("/desk/decisions", Map.of("action", "cancel", "order", id.value()));

        assertThat(refused.statusCode()).isEqualTo(403);
        assertThat(refused.body()).contains("This form is no longer good");
        assertThat(operator.postWithout(
                                "/desk/decisions",
                                Map.of("action", "cancel", "order", id.value(), "_csrf", "A".repeat(43)))
                        .statusCode())
                .isEqualTo(403);
        assertThat(operator.postWithout("/desk/sign-out", Map.of()).statusCode())
                .isEqualTo(403);
        assertThat(standing(id)).contains("It is on its way");
    }

    @Test
    void severalAreDecidedAtOnceWithALineForEach() {
        OrderId first = placed();
        OrderId second = placed();
        String none = "none-" + UUID.randomUUID();

        HttpResponse<String> answer = operator.postWithout(
                "/desk/decisions?order=" + first + "&order=" + second + "&order=" + none + "&order=" + first,
                Map.of("action", "cancel", "reason", "as agreed", "_csrf", operator.csrf()));

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()
                        .lines()
                        .filter(line -> line.contains("<li class="))
                        .toList())
                .hasSize(3)
                .satisfiesExactly(
                        line -> assertThat(line).contains(first.value(), "✓ being taken back"),
                        line -> assertThat(line).contains(second.value(), "✓"),
                        line -> assertThat(line).contains("✗ there is no such order"));
        assertThat(operator.get("/desk/orders/" + first).body()).contains("as agreed", "operator-1");
    }

    @Test
    void aDecisionThatArrivesTwiceIsAnsweredTwiceWithALineEachAndTakenOnce() throws Exception {
        OrderId large = placed();
        new RequestReview(rest.book, Clock.systemUTC()).request(large, "token-" + large);
        Map<String, String> approve = Map.of("action", "approve", "order", large.value());

        List<HttpResponse<String>> answers = atOnce(
                () -> operator.post("/desk/decisions", approve), () -> operator.post("/desk/decisions", approve));

        assertThat(answers).allSatisfy(answer -> {
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(lines(answer)).singleElement().asString().contains(large.value());
        });
        assertThat(answers)
                .anySatisfy(answer -> assertThat(lines(answer).get(0)).contains("✓"));
        assertThat(standing(large).split("Review approved by", -1)).hasSize(2);
    }

    @Test
    void ofTwoOperatorsWhoDecideOtherwiseAtOnceOneIsToldThatItIsDecided() throws Exception {
        Browser another = Browser.of(rest, "operator-2", "operator");
        for (int i = 0; i < 5; i++) {
            OrderId large = placed();
            new RequestReview(rest.book, Clock.systemUTC()).request(large, "token-" + large);

            List<HttpResponse<String>> answers = atOnce(
                    () -> operator.post("/desk/decisions", Map.of("action", "approve", "order", large.value())),
                    () -> another.post("/desk/decisions", Map.of("action", "refuse", "order", large.value())));

            assertThat(answers).allSatisfy(answer -> {
                assertThat(answer.statusCode()).isEqualTo(200);
                assertThat(lines(answer)).singleElement().asString().contains(large.value());
            });
            assertThat(answers.stream().filter(answer -> lines(answer).get(0).contains("✓")))
                    .hasSize(1);
            assertThat(answers.stream().filter(answer -> lines(answer).get(0).contains("✗")))
                    .hasSize(1);
        }
    }

    private static List<HttpResponse<String>> atOnce(
            Callable<HttpResponse<String>> one, Callable<HttpResponse<String>> other) throws Exception {
        CountDownLatch go = new CountDownLatch(1);
        ExecutorService two = Executors.newFixedThreadPool(2);
        try {
            List<Future<HttpResponse<String>>> answers = List.of(one, other).stream()
                    .map(each -> two.submit(() -> {
                        go.await();
                        return each.call();
                    }))
                    .toList();
            go.countDown();
            return List.of(answers.get(0).get(), answers.get(1).get());
        } finally {
            two.shutdownNow();
        }
    }

    /** The lines of an answer, one for each order. */
    private static List<String> lines(HttpResponse<String> answer) {
        return answer.body().lines().filter(line -> line.contains("<li class=")).toList();
    }

    @Test
    void whatCannotBeDecidedIsSaidAndNothingIsDone() {
        OrderId id = placed();

        assertThat(decided(Map.of("action", "approve", "order", id.value())))
                .contains("✗ it is PENDING and waits for no review");
        assertThat(decided(Map.of("action", "retry", "order", id.value()))).contains("✗");
        assertThat(decided(Map.of("action", "skip", "order", id.value()))).contains("To skip needs a reason");
        assertThat(decided(Map.of("action", "explode", "order", id.value()))).contains("was not said");
        assertThat(decided(Map.of("action", "cancel"))).contains("No order was chosen");
        assertThat(decided(Map.of("action", "cancel", "order", id.value(), "reason", "4111 1111 1111 1111")))
                .contains("looks like a card number")
                .doesNotContain("4111");
        assertThat(standing(id)).contains("It is on its way");
    }

    @Test
    void everyPageForbidsWhatIsInlineOrFromElsewhere() {
        Browser nobody = new Browser(rest);
        OrderId id = placed();
        for (HttpResponse<String> page : List.of(
                nobody.get("/"),
                nobody.get("/desk/orders"),
                nobody.get("/desk/signed-in"),
                nobody.get("/desk/assets/desk.css"),
                operator.get("/desk/waiting"),
                operator.get("/desk/orders"),
                operator.get("/desk/orders/" + id),
                operator.get("/desk/place"),
                operator.get("/desk/nothing"),
                operator.postWithout("/desk/decisions", Map.of()))) {
            assertThat(page.headers().firstValue("Content-Security-Policy"))
                    .as(page.uri().toString())
                    .hasValueSatisfying(policy -> assertThat(policy)
                            .contains("default-src 'none'", "script-src 'self'", "frame-ancestors 'none'")
                            .doesNotContain("unsafe", "http"));
            assertThat(page.body())
                    .doesNotContainPattern("<script(?! type=\"module\" src=\"/desk/assets/)")
                    .doesNotContainPattern("\\s(style|on[a-z]+)=\"")
                    .doesNotContainPattern("(src|href)=\"(https?:)?//");
        }
    }

    @Test
    void whatCustomersCallThingsIsShownAsText() {
        OrderId id = placed("<script>alert(1)</script>\"'");

        assertThat(operator.get("/desk/orders/" + id).body())
                .contains("&lt;script&gt;alert(1)&lt;/script&gt;")
                .doesNotContain("<script>alert");
    }

    @Test
    void anOrderIsPlacedOnceHoweverOftenItsFormIsSent() {
        Browser owner = Browser.of(rest, customer, "customer");
        String key = UUID.randomUUID().toString();
        Map<String, String> form = Map.of("key", key, "method", "pm_card_visa", "quantity.TEA-1", "2");

        HttpResponse<String> first = owner.post("/desk/place", form);
        HttpResponse<String> again = owner.post("/desk/place", form);

        assertThat(first.statusCode()).isEqualTo(303);
        assertThat(whereTo(first)).startsWith("/desk/orders/").isEqualTo(whereTo(again));
        assertThat(owner.get(whereTo(first)).body()).contains("TEA-1");
    }

    @Test
    void anOrderThatCannotBePlacedIsSaidOnItsForm() {
        Browser owner = Browser.of(rest, customer, "customer");
        String key = UUID.randomUUID().toString();

        assertThat(owner.post("/desk/place", Map.of("key", key, "method", "pm_card_visa"))
                        .body())
                .contains("items must be 1 to 20 items", key);
        assertThat(owner.post("/desk/place", Map.of("key", key, "method", "pm_card_visa", "quantity.TEA-1", "x"))
                        .statusCode())
                .isEqualTo(400);
        assertThat(owner.post("/desk/place", Map.of("key", key, "method", "4111111111111111", "quantity.TEA-1", "1"))
                        .body())
                .contains("Choose a customer and a payment method.")
                .doesNotContain("4111");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/desk/nothing",
                "/desk/orders/%3Cscript%3E",
                "/desk/orders/none",
                "/desk/waiting/none",
                "/desk/assets/none.js",
                "/desk/orders/a/b/c"
            })
    void whatIsNotThereIsSaidByAPage(String path) {
        assertThat(operator.get(path).statusCode()).isEqualTo(404);
    }

    @ParameterizedTest
    @ValueSource(strings = {"?after=x", "?after=zzzzzzzzzz-x", "?status=<x>", "?after=1-a&after=2-b", "?status="})
    void aPlaceInAListThatIsNoneIsItsBeginning(String query) {
        assertThat(operator.get("/desk/orders" + query.replace("<", "%3C").replace(">", "%3E"))
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void aPageThatHasNotChangedIsNotSentAgain() {
        OrderId id = placed();
        HttpResponse<String> page = operator.get("/desk/orders/" + id);
        String tag = page.headers().firstValue("ETag").orElseThrow();

        HttpResponse<String> again =
                operator.get("/desk/orders/" + id, Map.of("If-None-Match", tag, "Desk-Live", "page"));

        assertThat(again.statusCode()).isEqualTo(304);
        operator.post("/desk/decisions", Map.of("action", "cancel", "order", id.value()));
        assertThat(operator.get("/desk/orders/" + id, Map.of("If-None-Match", tag))
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void aServiceThatIsAwayIsNamedAndThePageComesBack() {
        rest.toDynamoDb.become(Line.State.DOWN);
        HttpResponse<String> away = operator.get("/desk/waiting");
        rest.linesAreWhole();

        assertThat(away.statusCode()).isEqualTo(503);
        assertThat(away.body()).contains("DynamoDB does not answer");
        assertThat(operator.get("/desk/waiting").statusCode()).isEqualTo(200);
    }

    @Test
    void aPageWhoseSessionHasEndedIsToldSoAndNotSentElsewhere() {
        assertThat(new Browser(rest)
                        .get("/desk/orders", Map.of("Desk-Live", "page"))
                        .statusCode())
                .isEqualTo(401);
    }

    private String decided(Map<String, String> form) {
        return operator.post("/desk/decisions", form).body();
    }

    private String standing(OrderId id) {
        return operator.get("/desk/orders/" + id).body();
    }

    private OrderId placed() {
        return placed(customer);
    }

    private OrderId placed(String by) {
        OrderId id = new OrderId("order-" + UUID.randomUUID());
        new CreateOrder(rest.book).create(id, details(by));
        return id;
    }

    private static OrderDetails details(String by) {
        return new OrderDetails(
                by,
                List.of(new OrderItem("TEA-1", 2, new Money(450, "EUR"))),
                new Money(900, "EUR"),
                "pm_ok",
                "fingerprint-1",
                Instant.now());
    }
}
