package dev.ordersaga.order.web;

import static dev.ordersaga.order.web.RunningRest.newKey;
import static dev.ordersaga.order.web.RunningRest.teaFor;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Who sends slowly, or half of a request, or nothing at all, holds up nobody else. */
@ExtendWith(RunningRest.Extension.class)
class SlowClientsTest {

    private static final int OF_EACH_KIND = 40;

    private final RunningRest rest;
    private final List<Socket> slow = new ArrayList<>();

    SlowClientsTest(RunningRest rest) {
        this.rest = rest;
    }

    @AfterEach
    void hangUp() throws IOException {
        for (Socket each : slow) {
            each.close();
        }
    }

    @Test
    void halfRequestsAndIdleConnectionsHoldNobodyUp() throws Exception {
        String head = "POST /orders HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100\r\nIdempotency-Key: " + newKey()
                + "\r\nAuthorization: Bearer " + rest.issuer.token("customer-slow", "customer") + "\r\n";
        String deskForm = "POST /desk/orders HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100\r\n"
                + "Content-Type: application/x-www-form-urlencoded\r\n\r\na=";
        for (int i = 0; i < OF_EACH_KIND; i++) {
            begin("");
            begin("POST /orders HTTP/1.1\r\nHo");
            begin(head + "Content-Type: application/json\r\n\r\n{");
            begin("POST /orders HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100\r\n\r\n{");
            begin(deskForm);
        }

        List<CompletableFuture<Integer>> orders = IntStream.range(0, 20)
                .mapToObj(number -> CompletableFuture.supplyAsync(
                        () -> rest.post(newKey(), teaFor("customer-" + number)).status()))
                .toList();
        for (CompletableFuture<Integer> order : orders) {
            assertThat(order.get(Duration.ofSeconds(15).toMillis(), TimeUnit.MILLISECONDS))
                    .isEqualTo(202);
        }
    }

    @Test
    void aBodyThatDoesNotComeIsGivenUpWithinSeconds() throws Exception {
        Socket socket = begin("POST /orders HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100\r\nIdempotency-Key: "
                + newKey() + "\r\nContent-Type: application/json\r\nAuthorization: Bearer "
                + rest.issuer.token("customer-slow", "customer") + "\r\n\r\n{");
        socket.setSoTimeout(15_000);

        String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);

        assertThat(RawHttp.statusOf(answer)).as(answer).isEqualTo(408);
    }

    private Socket begin(String half) throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), rest.port());
        slow.add(socket);
        socket.getOutputStream().write(half.getBytes(StandardCharsets.ISO_8859_1));
        return socket;
    }
}
