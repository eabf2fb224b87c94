package dev.ordersaga.local.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a client may do to its connection, and what it may not do to others'. */
class HttpPortConnectionsTest {

    private static final HttpLimits SHORT_TIMEOUTS =
            new HttpLimits(1000, Duration.ofMillis(300), Duration.ofMillis(300), Duration.ofMillis(300));

    private final List<AutoCloseable> opened = new ArrayList<>();
    private final Echo echo = new Echo();

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable each : opened) {
            each.close();
        }
    }

    @Test
    void requestsOnOneConnectionAreAnsweredOneByOne() throws Exception {
        RawConnection connection = connect(port(HttpLimits.USUAL));

        for (int i = 0; i < 3; i++) {
            assertThat(connection.send(RawConnection.post("/now", "n" + i)).answer())
                    .endsWith("n" + i);
        }
    }

    @Test
    void requestsSentWithoutWaitingForAnswersAreAnsweredInTheirOrder() throws Exception {
        RawConnection connection = connect(port(HttpLimits.USUAL));

        connection.send(RawConnection.post("/later", "1")
                + RawConnection.post("/now", "2")
                + RawConnection.post("/waiting", "3")
                + RawConnection.post("/now", "4"));

        for (int i = 1; i <= 4; i++) {
            assertThat(connection.answer()).endsWith("\r\n\r\n" + i);
        }
    }

    @Test
    void halfSentRequestsHoldNobodyUp() throws Exception {
        HttpPort port = port(HttpLimits.USUAL);
        for (int i = 0; i < 100; i++) {
            connect(port).send("POST /now HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100\r\n\r\nnot all of");
            connect(port).send("POST /now HTTP/1.1\r\nHos");
        }

        assertThat(connect(port).send(RawConnection.post("/now", "me")).answer())
                .endsWith("me");
        assertThat(connect(port).send(RawConnection.post("/waiting", "me")).answer())
                .endsWith("me");
    }

    @Test
    void aThousandIdleConnectionsHoldNobodyUp() throws Exception {
        HttpPort port = port(HttpLimits.USUAL);
        for (int i = 0; i < 1000; i++) {
            connect(port);
        }

        assertThat(connect(port).send(RawConnection.post("/now", "me")).answer())
                .endsWith("me");
    }

    @Test
    void aBodyMayComeInPieces() throws Exception {
        RawConnection connection = connect(port(HttpLimits.USUAL));

        connection.send("POST /now HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n");
        for (String chunk : List.of("3\r\nabc\r\n", "2\r", "\nde\r\n", "0\r\n\r\n")) {
            connection.send(chunk);
        }

        assertThat(connection.answer()).endsWith("abcde");
    }

    @Test
    void aClientThatAsksWhetherToGoOnIsTold() throws Exception {
        RawConnection connection = connect(port(HttpLimits.USUAL));

        connection.send("POST /now HTTP/1.1\r\nHost: localhost\r\nExpect: 100-continue\r\nContent-Length: 5\r\n\r\n");

        assertThat(connection.answer()).startsWith("HTTP/1.1 100 ");
        assertThat(connection.send("hello").answer())
                .startsWith("HTTP/1.1 200 ")
                .endsWith("hello");
    }

    @Test
    void aBodyThatDoesNotComeClosesItsConnection() throws Exception {
        RawConnection connection = connect(port(SHORT_TIMEOUTS));

        connection.send("POST /now HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100\r\n\r\nnot all of");

        assertThat(connection.untilClosed()).isEmpty();
        assertThat(echo.asked).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"gzip", "chunked, identity", "\"a\"", "gzip, chunked"})
    void aTransferCodingThatIsNotKnownIsRefusedAtOnce(String coding) throws Exception {
        RawConnection connection = connect(port(HttpLimits.USUAL));

        connection.send("POST /now HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: " + coding + "\r\n\r\nabc");

        assertThat(connection.answer()).startsWith("HTTP/1.1 501 ").contains("Transfer-Encoding");
        assertThat(connection.untilClosed()).isEmpty();
    }

    @Test
    void headersThatDoNotEndCloseTheirConnection() throws Exception {
        assertThat(connect(port(SHORT_TIMEOUTS))
                        .send("POST /now HTTP/1.1\r\nHost: loc")
                        .untilClosed())
                .isEmpty();
    }

    @Test
    void aConnectionThatIsIdleForTooLongIsClosed() throws Exception {
        RawConnection connection = connect(port(SHORT_TIMEOUTS));
        connection.send(RawConnection.post("/now", "first")).answer();

        assertThat(connection.untilClosed()).isEmpty();
    }

    @Test
    void anAnswerMayTakeLongerThanARequestMay() throws Exception {
        CompletableFuture<HttpResponse> answer = new CompletableFuture<>();
        HttpPort port = HttpPort.open(0, List.of(new Answering(answer)), SHORT_TIMEOUTS, new WebPages(Set.of()));
        opened.add(port);
        RawConnection connection = connect(port);

        connection.send(RawConnection.post("/long-poll", "next"));
        CompletableFuture.delayedExecutor(1, java.util.concurrent.TimeUnit.SECONDS)
                .execute(() -> answer.complete(text("an invocation")));

        assertThat(connection.answer()).endsWith("an invocation");
    }

    @Test
    void aServiceMayHangUp() throws Exception {
        HttpPort port = HttpPort.open(
                0,
                List.of(new Answering(CompletableFuture.completedFuture(HttpResponse.hangUp()))),
                HttpLimits.USUAL,
                new WebPages(Set.of()));
        opened.add(port);

        assertThat(connect(port).send(RawConnection.post("/", "")).untilClosed())
                .isEmpty();
    }

    @Test
    void headersBeyondAllMeasureAreRefused() throws Exception {
        HttpPort port = port(HttpLimits.USUAL);

        assertThat(connect(port)
                        .send("GET /now HTTP/1.1\r\nHost: localhost\r\nX-Long: " + "x".repeat(100_000) + "\r\n\r\n")
                        .untilClosed())
                .doesNotContain("200");
        assertThat(connect(port).send(RawConnection.post("/now", "me")).answer())
                .endsWith("me");
    }

    @Test
    void aBodyBeyondItsLimitIsReadAndRefusedAndTheConnectionGoesOn() throws Exception {
        RawConnection connection = connect(
                port(new HttpLimits(1000, Duration.ofSeconds(20), Duration.ofSeconds(20), Duration.ofSeconds(20))));

        assertThat(connection.send(RawConnection.post("/now", "x".repeat(1500))).answer())
                .startsWith("HTTP/1.1 413 ");
        assertThat(connection.send(RawConnection.post("/now", "next")).answer()).endsWith("next");
    }

    @Test
    void portsMayShareTheirThreads() throws Exception {
        HttpThreads threads = HttpThreads.start();
        opened.add(threads);
        HttpPort one = HttpPort.open(threads, List.of(echo));
        HttpPort other = HttpPort.open(threads, List.of(echo));
        opened.add(0, other);
        RawConnection toOne = connect(one);
        assertThat(toOne.send(RawConnection.post("/now", "1")).answer()).endsWith("1");

        one.close();

        assertThat(toOne.untilClosed()).isEmpty();
        assertThat(connect(other).send(RawConnection.post("/now", "2")).answer())
                .endsWith("2");
    }

    private HttpPort port(HttpLimits limits) throws IOException {
        HttpPort port = HttpPort.open(0, List.of(echo), limits, new WebPages(Set.of()));
        opened.add(0, port);
        return port;
    }

    private RawConnection connect(HttpPort port) throws IOException {
        RawConnection connection = new RawConnection(port);
        opened.add(connection);
        return connection;
    }

    private static HttpResponse text(String text) {
        return new HttpResponse(200, Map.of("Content-Type", "text/plain"), text.getBytes(StandardCharsets.UTF_8));
    }

    /** Answers with what it was asked: at once, on another thread, or some time later. */
    private static final class Echo implements HttpService {

        private final ConcurrentLinkedQueue<String> asked = new ConcurrentLinkedQueue<>();

        @Override
        public boolean handles(HttpRequest request) {
            return true;
        }

        @Override
        public boolean quick(HttpRequest request) {
            return !request.path().equals("/waiting");
        }

        @Override
        public CompletionStage<HttpResponse> answer(HttpRequest request) {
            String body = new String(request.body(), StandardCharsets.UTF_8);
            asked.add(body);
            return request.path().equals("/later")
                    ? CompletableFuture.supplyAsync(() -> text(body))
                    : CompletableFuture.completedFuture(text(body));
        }
    }

    private record Answering(CompletableFuture<HttpResponse> with) implements HttpService {

        @Override
        public boolean handles(HttpRequest request) {
            return true;
        }

        @Override
        public CompletionStage<HttpResponse> answer(HttpRequest request) {
            return with;
        }
    }
}
