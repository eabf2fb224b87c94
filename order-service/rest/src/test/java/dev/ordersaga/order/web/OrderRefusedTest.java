package dev.ordersaga.order.web;

import static dev.ordersaga.order.web.RunningRest.newKey;
import static dev.ordersaga.order.web.RunningRest.teaFor;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ordersaga.order.web.RunningRest.Answer;
import java.io.ByteArrayInputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(RunningRest.Extension.class)
class OrderRefusedTest {

    private final RunningRest rest;

    OrderRefusedTest(RunningRest rest) {
        this.rest = rest;
    }

    private static String order(String items) {
        return "{\"customerId\":\"c\",\"items\":" + items + ",\"paymentMethod\":\"pm_ok\"}";
    }

    private static String paidBy(String paymentMethod) {
        return "{\"customerId\":\"c\",\"items\":[{\"sku\":\"TEA-1\",\"quantity\":1}],\"paymentMethod\":\""
                + paymentMethod + "\"}";
    }

    private static String from(String customer) {
        return "{\"customerId\":" + customer
                + ",\"items\":[{\"sku\":\"TEA-1\",\"quantity\":1}],\"paymentMethod\":\"pm_ok\"}";
    }

    static Stream<Arguments> bodiesAndTheFieldThatIsWrong() {
        String tea = "{\"sku\":\"TEA-1\",\"quantity\":1}";
        String tooMany = IntStream.range(0, 21)
                .mapToObj(i -> "{\"sku\":\"S-" + i + "\",\"quantity\":1}")
                .collect(Collectors.joining(",", "[", "]"));
        return Stream.of(
                Arguments.of(
                        "unknown sku", order("[" + tea + ",{\"sku\":\"NO-SUCH\",\"quantity\":1}]"), "items[1].sku"),
                Arguments.of(
                        "quantity 0", order("[" + tea + ",{\"sku\":\"MUG-1\",\"quantity\":0}]"), "items[1].quantity"),
                Arguments.of("quantity -1", order("[{\"sku\":\"TEA-1\",\"quantity\":-1}]"), "items[0].quantity"),
                Arguments.of("quantity 101", order("[{\"sku\":\"TEA-1\",\"quantity\":101}]"), "items[0].quantity"),
                Arguments.of(
                        "a huge quantity",
                        order("[{\"sku\":\"TEA-1\",\"quantity\":99999999999999999999}]"),
                        "items[0].quantity"),
                Arguments.of(
                        "quantity as text", order("[{\"sku\":\"TEA-1\",\"quantity\":\"2\"}]"), "items[0].quantity"),
                Arguments.of(
                        "quantity with a fraction",
                        order("[{\"sku\":\"TEA-1\",\"quantity\":2.5}]"),
                        "items[0].quantity"),
                Arguments.of("quantity null", order("[{\"sku\":\"TEA-1\",\"quantity\":null}]"), "items[0].quantity"),
                Arguments.of("quantity missing", order("[{\"sku\":\"TEA-1\"}]"), "items[0].quantity"),
                Arguments.of("sku missing", order("[{\"quantity\":1}]"), "items[0].sku"),
                Arguments.of("sku empty", order("[{\"sku\":\"\",\"quantity\":1}]"), "items[0].sku"),
                Arguments.of("sku a number", order("[{\"sku\":1,\"quantity\":1}]"), "items[0].sku"),
                Arguments.of("sku twice", order("[" + tea + "," + tea + "]"), "items[1].sku"),
                Arguments.of(
                        "a price from the client",
                        order("[{\"sku\":\"TEA-1\",\"quantity\":1,\"unitPrice\":1}]"),
                        "items[0].unitPrice"),
                Arguments.of("an item that is none", order("[7]"), "items[0]"),
                Arguments.of(
                        "two currencies", order("[" + tea + ",{\"sku\":\"USD-1\",\"quantity\":1}]"), "items[1].sku"),
                Arguments.of("a total too large", order("[{\"sku\":\"YACHT\",\"quantity\":2}]"), "items"),
                Arguments.of("no items", order("[]"), "items"),
                Arguments.of("too many items", order(tooMany), "items"),
                Arguments.of("items no array", order("{}"), "items"),
                Arguments.of("items missing", "{\"customerId\":\"c\",\"paymentMethod\":\"pm_ok\"}", "items"),
                Arguments.of("customer missing", "{\"items\":[" + tea + "],\"paymentMethod\":\"pm_ok\"}", "customerId"),
                Arguments.of("customer blank", from("\"  \""), "customerId"),
                Arguments.of("customer null", from("null"), "customerId"),
                Arguments.of("customer too long", from("\"" + "x".repeat(129) + "\""), "customerId"),
                Arguments.of("customer with a line break", from("\"a\\nb\""), "customerId"),
                Arguments.of("customer with half a character", from("\"\\ud800\""), "customerId"),
                Arguments.of(
                        "payment method missing", "{\"customerId\":\"c\",\"items\":[" + tea + "]}", "paymentMethod"),
                Arguments.of("payment method blank", paidBy(" "), "paymentMethod"),
                Arguments.of("payment method too long", paidBy("x".repeat(129)), "paymentMethod"),
                Arguments.of(
                        "an unknown field",
                        order("[" + tea + "]").replace("{\"cust", "{\"coupon\":1,\"cust"),
                        "coupon"),
                Arguments.of(
                        "a field twice",
                        order("[" + tea + "]").replace("{\"cust", "{\"customerId\":\"d\",\"cust"),
                        "customerId"),
                Arguments.of(
                        "an item's field twice",
                        order("[" + tea + ",{\"sku\":\"A\",\"sku\":\"B\",\"quantity\":1}]"),
                        "items[1].sku"),
                Arguments.of(
                        "malformed JSON",
                        "{\"customerId\":\"c\",\"items\":[{\"sku\":\"TEA-1\",\"quantity\":}]",
                        "items[0].quantity"),
                Arguments.of("JSON cut off", "{\"customerId\":", "customerId"),
                Arguments.of("something behind it", order("[" + tea + "]") + " {}", "body"),
                Arguments.of("junk behind it", order("[" + tea + "]") + " xyz", "body"),
                Arguments.of("an array", "[]", "body"),
                Arguments.of("null", "null", "body"),
                Arguments.of("nothing", "", "body"),
                Arguments.of("too deep", "[".repeat(5000), "body"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("bodiesAndTheFieldThatIsWrong")
    void aBodyThatIsNoOrderIsRefusedAndTheFieldNamed(String what, String body, String field) {
        int before = rest.stepFunctions.started();
        Answer answer = rest.post(newKey(), body);

        assertThat(answer.status()).as(answer.response().body()).isEqualTo(400);
        assertThat(answer.header("Content-Type")).startsWith("application/problem+json");
        assertThat(answer.field()).isEqualTo(field);
        assertThat(answer.text("detail")).contains(field);
        assertThat(rest.stepFunctions.started()).isEqualTo(before);
    }

    @Test
    void everyFieldThatIsWrongIsNamedAtOnce() {
        Answer answer = rest.post(newKey(), "{\"items\":[{\"sku\":\"TEA-1\"}],\"coupon\":1}");

        assertThat(answer.json()
                        .path("errors")
                        .valueStream()
                        .map(e -> e.path("field").stringValue()))
                .containsExactlyInAnyOrder("coupon", "customerId", "items[0].quantity", "paymentMethod");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "4111111111111111",
                "4111 1111 1111 1111",
                "4111-1111-1111-1111",
                "411111111111",
                "4111111111111111111",
                "card:4111111111111111",
                "tok_5500-0055-5555-5559"
            })
    void aCardNumberIsRefusedAndNotRepeated(String card) {
        Answer answer = rest.post(newKey(), paidBy(card));

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.field()).isEqualTo("paymentMethod");
        assertThat(answer.response().body()).doesNotContain(card).doesNotContain("1111");
    }

    @Test
    void aTokenWithManyDigitsIsNoCardNumber() {
        assertThat(rest.post(newKey(), paidBy("tok_1700000000000")).status()).isEqualTo(202);
    }

    @Test
    void aMissingKeyIsRefused() {
        Answer answer = rest.send(rest.request("/orders")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(teaFor("c"))));

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.field()).isEqualTo("Idempotency-Key");
    }

    @Test
    void aKeyThatIsTooLongOrBlankOrThereTwiceIsRefused() {
        assertThat(rest.post("k".repeat(256), teaFor("c")).field()).isEqualTo("Idempotency-Key");
        assertThat(rest.post(" ", teaFor("c")).field()).isEqualTo("Idempotency-Key");
        Answer twice = rest.send(rest.placing(newKey(), teaFor("c")).header("Idempotency-Key", newKey()));
        assertThat(twice.status()).isEqualTo(400);
        assertThat(twice.field()).isEqualTo("Idempotency-Key");
        assertThat(rest.post("k".repeat(200) + newKey(), teaFor("c")).status()).isEqualTo(202);
    }

    @Test
    void aBodyOverTheLimitIsRefused() {
        assertThat(rest.post(newKey(), " ".repeat(64 * 1024) + teaFor("c")).status())
                .isEqualTo(413);
    }

    @Test
    void aBodyOverTheLimitIsRefusedAlsoWhenItsLengthIsNotTold() {
        byte[] body = (" ".repeat(64 * 1024) + teaFor("c")).getBytes(StandardCharsets.UTF_8);
        Answer answer = rest.send(
                rest.placing(newKey(), "").POST(BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(body))));

        assertThat(answer.status()).isEqualTo(413);
    }

    @Test
    void aBodyAtTheLimitIsAcceptedAlsoWhenItsLengthIsNotTold() {
        String order = teaFor("c");
        byte[] body = (" ".repeat(64 * 1024 - order.length()) + order).getBytes(StandardCharsets.UTF_8);
        Answer answer = rest.send(
                rest.placing(newKey(), "").POST(BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(body))));

        assertThat(answer.status()).isEqualTo(202);
    }

    @Test
    void anotherContentTypeIsRefused() {
        assertThat(rest.send(rest.placing(newKey(), teaFor("c")).setHeader("Content-Type", "text/plain"))
                        .status())
                .isEqualTo(415);
        assertThat(rest.send(rest.request("/orders")
                                .header("Idempotency-Key", newKey())
                                .POST(BodyPublishers.ofString(teaFor("c"))))
                        .status())
                .isEqualTo(415);
        assertThat(rest.send(rest.placing(newKey(), teaFor("c")).setHeader("Content-Encoding", "gzip"))
                        .status())
                .isEqualTo(415);
    }

    @Test
    void anAnswerThatTheClientDoesNotAcceptIsRefusedBeforeAnythingHappens() {
        int before = rest.stepFunctions.started();
        Answer answer = rest.send(rest.placing(newKey(), teaFor("c")).setHeader("Accept", "text/html"));

        assertThat(answer.status()).isEqualTo(406);
        assertThat(answer.header("Content-Type")).startsWith("application/problem+json");
        assertThat(rest.stepFunctions.started()).isEqualTo(before);
    }

    @Test
    void anotherMethodIsRefusedWithThoseThatAreKnown() {
        Answer answer = rest.send(rest.request("/orders").DELETE());

        assertThat(answer.status()).isEqualTo(405);
        assertThat(answer.header("Allow")).contains("GET").contains("POST");
    }

    @Test
    void anUnknownPathIsAProblemToo() {
        assertThat(rest.get("/no/such/path").status()).isEqualTo(404);
        assertThat(rest.get("/actuator/env").status()).isEqualTo(404);
    }

    @Test
    void whatTomcatRefusesIsAProblemToo() throws Exception {
        try (Socket raw = new Socket(InetAddress.getLoopbackAddress(), rest.port())) {
            raw.getOutputStream()
                    .write("GET /orders/%zz HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"
                            .getBytes(StandardCharsets.US_ASCII));
            String answer = new String(raw.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(answer)
                    .startsWith("HTTP/1.1 400")
                    .contains("application/problem+json")
                    .contains("\"status\":400");
        }
    }
}
