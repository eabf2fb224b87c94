package dev.ordersaga.order.web;

import static dev.ordersaga.order.web.RunningRest.newKey;
import static dev.ordersaga.order.web.RunningRest.teaFor;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ordersaga.order.Line;
import dev.ordersaga.order.web.RunningRest.Answer;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever is wrong with a request is said as a problem with a status from 400 to 499. */
@ExtendWith(RunningRest.Extension.class)
class MalformedRequestTest {

    private final RunningRest rest;

    MalformedRequestTest(RunningRest rest) {
        this.rest = rest;
    }

    @AfterEach
    void theLinesAreWhole() {
        rest.linesAreWhole();
    }

    static Stream<String> unreadableQueries() {
        return Stream.of("x=%zz", "%", "%ff=1", "x=%ff", "x=%e4%bd", "=", "a=1&=2", "x=%C0%AF")
                .flatMap(query -> Stream.of("/products", "/orders", "/actuator/health", "/nowhere")
                        .map(path -> path + "?" + query));
    }

    @ParameterizedTest
    @MethodSource("unreadableQueries")
    void aQueryThatCannotBeDecodedIsTheRequestsFault(String target) throws IOException {
        String answer = RawHttp.exchange(
                rest.port(), "GET " + target + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");

        assertThat(RawHttp.statusOf(answer)).as(answer).isBetween(400, 499);
        assertThat(answer).contains("application/problem+json");
        assertThat(RawHttp.bodyOf(answer)).contains("\"status\":4");
    }

    static Stream<String> unreadableAccepts() {
        return Stream.of(",", " ,", ", ,", "a/b,,", ";", "/", "a", "a/b;c", "a/b;q=x", "*/b")
                .flatMap(accept -> Stream.of(
                                "/products",
                                "/actuator/health",
                                "/actuator/health/liveness",
                                "/v3/api-docs",
                                "/nowhere")
                        .map(path -> path + " HTTP/1.1\r\nAccept: " + accept));
    }

    @ParameterizedTest
    @MethodSource("unreadableAccepts")
    void aHeaderAcceptThatNamesNoMediaTypeIsNoFaultOfOurs(String start) throws IOException {
        String answer =
                RawHttp.exchange(rest.port(), "GET " + start + "\r\nHost: localhost\r\nConnection: close\r\n\r\n");

        assertThat(RawHttp.statusOf(answer)).as(answer).isBetween(200, 499);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/desk/signed-in?state=%zz",
                "/desk/signed-in?code=a&state=%",
                "/desk/orders?status=%zz",
                "/?because=%ff",
                "/desk/%zz",
                "/desk/orders/a%2Fb",
                "/desk/orders;a=b"
            })
    void aBrowserGetsAPageForAnAddressThatCannotBeRead(String target) throws IOException {
        String answer = RawHttp.exchange(
                rest.port(),
                "GET " + target
                        + " HTTP/1.1\r\nHost: localhost\r\nAccept: text/html,application/xhtml+xml,*/*;q=0.8\r\n"
                        + "Connection: close\r\n\r\n");

        assertThat(RawHttp.statusOf(answer)).as(answer).isEqualTo(400);
        assertThat(answer).contains("text/html", "Content-Security-Policy: default-src 'none'");
        assertThat(RawHttp.bodyOf(answer)).contains("That address cannot be read", "To the desk's first page");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CONNECT /orders HTTP/1.1",
                "CONNECT localhost:443 HTTP/1.1",
                "GET /products HTTP/9.9",
                "POST /orders HTTP/1.1\r\nTransfer-Encoding: gzip"
            })
    void whatThisServerHasNotIsTheRequestsFault(String firstLines) throws IOException {
        String answer = RawHttp.exchange(rest.port(), firstLines + "\r\nHost: localhost\r\nConnection: close\r\n\r\n");

        assertThat(RawHttp.statusOf(answer)).as(answer).isBetween(400, 499);
        assertThat(answer).contains("application/problem+json");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/products", "/orders", "/actuator/health"})
    void moreThanAThousandParametersAreTheRequestsFault(String path) throws IOException {
        String query = IntStream.range(0, 1_001).mapToObj(i -> "a=" + i).collect(Collectors.joining("&"));

        String answer = RawHttp.exchange(
                rest.port(), "GET " + path + "?" + query + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");

        assertThat(RawHttp.statusOf(answer)).as(answer).isBetween(400, 499);
        assertThat(answer).contains("application/problem+json");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\u0080", "\u009f", "\u00f0\u009f\u009a\u0080", "key\u0085"})
    void anIdempotencyKeyOfOtherBytesIsTheRequestsFault(String key) throws IOException {
        String body = teaFor("customer-raw");
        String answer = RawHttp.exchange(
                rest.port(),
                "POST /orders HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Type: application/json\r\n"
                        + "Authorization: Bearer " + rest.issuer.token("customer-raw", "customer") + "\r\n"
                        + "Idempotency-Key: " + key + "\r\nContent-Length: " + body.length() + "\r\n\r\n" + body);

        assertThat(RawHttp.statusOf(answer)).as(answer).isEqualTo(400);
        assertThat(answer).contains("application/problem+json");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Content-Length: 500", "Transfer-Encoding: chunked"})
    void aBodyThatEndsBeforeItsEndIsTheRequestsFault(String framing) throws IOException {
        String answer = RawHttp.exchange(
                rest.port(),
                "POST /orders HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                        + "Authorization: Bearer " + rest.issuer.token("customer-raw", "customer") + "\r\n"
                        + "Idempotency-Key: " + newKey() + "\r\n" + framing + "\r\n\r\n{\"customerId\"");

        assertThat(RawHttp.statusOf(answer)).as(answer).isEqualTo(400);
    }

    @Test
    void anUnknownOrderIsUnknownWhateverTheClientAccepts() {
        Answer answer = rest.send(rest.request("/orders/no-such-order")
                .header("Accept", "text/html")
                .GET());

        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.header("Content-Type")).startsWith("application/problem+json");
    }

    @Test
    void aKnownOrderThatTheClientDoesNotAcceptIsNotAcceptable() {
        String id = rest.post(newKey(), teaFor("customer-html")).text("id");

        Answer answer = rest.send(
                rest.request("/orders/" + id).header("Accept", "text/html").GET());

        assertThat(answer.status()).isEqualTo(406);
        assertThat(answer.header("Content-Type")).startsWith("application/problem+json");
    }

    @Test
    void onlyWhoSentAnIdempotencyKeyIsToldOfIt() {
        String id = rest.post(newKey(), teaFor("customer-away")).text("id");
        rest.toDynamoDb.become(Line.State.DOWN);

        Answer reading = rest.get("/orders/" + id);
        Answer placing = rest.post(newKey(), teaFor("customer-away"));

        assertThat(reading.status()).isEqualTo(503);
        assertThat(reading.text("detail")).endsWith("send the same request again");
        assertThat(placing.status()).isEqualTo(503);
        assertThat(placing.text("detail")).contains("Idempotency-Key");
    }

    @Test
    void theHealthNamesNoException() {
        rest.toDynamoDb.become(Line.State.DOWN);
        rest.toStepFunctions.become(Line.State.DOWN);

        Answer answer = rest.send(rest.anonymous("/actuator/health").GET());

        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.response().body()).contains("DOWN").doesNotContain("Exception", "amazon", "error");
    }

    @Test
    void theMetadataOfAProtectedResourceIsNotServed() throws IOException {
        String anonymous = RawHttp.exchange(
                rest.port(),
                "GET /.well-known/oauth-protected-resource HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");

        assertThat(RawHttp.statusOf(anonymous)).isEqualTo(401);
        assertThat(rest.get("/.well-known/oauth-protected-resource").status()).isEqualTo(404);
        assertThat(rest.send(rest.requestAs("x.y.z", "/orders").POST(BodyPublishers.noBody()))
                        .header("WWW-Authenticate"))
                .isEqualTo("Bearer error=\"invalid_token\"");
    }
}
