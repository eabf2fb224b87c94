package dev.ordersaga.local.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ordersaga.local.http.HttpResponse;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class KeepAliveConnectionsTest {

    private ServerSocket server;
    private KeepAliveConnections connections;
    private final AtomicInteger accepted = new AtomicInteger();
    private final List<String> bodies = new CopyOnWriteArrayList<>();
    private volatile String answer = "";
    private volatile boolean closing;

    @BeforeEach
    void open() throws IOException {
        server = new ServerSocket(0, 10, InetAddress.getByAddress(new byte[] {127, 0, 0, 1}));
        connections = new KeepAliveConnections(server.getLocalPort(), Duration.ofSeconds(5));
        Thread accepting = new Thread(this::accept);
        accepting.setDaemon(true);
        accepting.start();
    }

    @AfterEach
    void close() throws IOException {
        connections.close();
        server.close();
    }

    @Test
    void oneConnectionServesOneRequestAfterTheOther() throws Exception {
        answer = "HTTP/1.1 200 OK\r\nX-Id: 7\r\nContent-Length: 2\r\n\r\n{}";

        for (String body : List.of("one", "two", "three")) {
            HttpResponse read = send(body);
            assertThat(read.status()).isEqualTo(200);
            assertThat(read.headers()).containsEntry("x-id", "7");
            assertThat(text(read)).isEqualTo("{}");
        }
        assertThat(bodies).containsExactly("one", "two", "three");
        assertThat(accepted).hasValue(1);
    }

    @Test
    void anAnswerInChunksIsPutTogether() throws Exception {
        answer =
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n4;x=y\r\nWiki\r\nA\r\npedia and \r\n0\r\nTail: 1\r\n\r\n";

        assertThat(text(send("one"))).isEqualTo("Wikipedia and ");
        assertThat(text(send("two"))).isEqualTo("Wikipedia and ");
        assertThat(accepted).hasValue(1);
    }

    @Test
    void anAnswerWithoutALengthEndsWithItsConnection() throws Exception {
        answer = "HTTP/1.1 400 Bad\r\nConnection: close\r\n\r\nwhy";
        closing = true;

        assertThat(text(send("one"))).isEqualTo("why");
        assertThat(send("two").status()).isEqualTo(400);
        assertThat(accepted).hasValue(2);
    }

    @Test
    void aRequestWhoseConnectionBreaksHasFailedAndIsNotSentAgain() throws Exception {
        answer = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}";
        send("one");
        answer = "HTTP/1.1 200 OK\r\nContent-Length: 20\r\n\r\n{}";
        closing = true;

        assertThatThrownBy(() -> send("two")).isInstanceOf(IOException.class);
        assertThat(bodies).containsExactly("one", "two");
    }

    @Test
    void aLineBreakInAHeaderDoesNotMakeAnother() throws Exception {
        answer = "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n";

        connections.send("POST", "/", Map.of("X-A", "1\r\nContent-Length: 9"), "one".getBytes(StandardCharsets.UTF_8));

        assertThat(bodies).containsExactly("one");
    }

    private HttpResponse send(String body) throws IOException {
        return connections.send("POST", "/", Map.of("X-A", "1"), body.getBytes(StandardCharsets.UTF_8));
    }

    private static String text(HttpResponse response) {
        return new String(response.body(), StandardCharsets.UTF_8);
    }

    private void accept() {
        while (true) {
            try (Socket socket = server.accept()) {
                accepted.incrementAndGet();
                BufferedReader in =
                        new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1));
                boolean last;
                do {
                    int length = 0;
                    String line = in.readLine();
                    if (line == null) {
                        break;
                    }
                    for (; !line.isEmpty(); line = in.readLine()) {
                        if (line.startsWith("Content-Length: ")) {
                            length = Integer.parseInt(line.substring(16));
                        }
                    }
                    char[] body = new char[length];
                    for (int read = 0; read < length; ) {
                        read += in.read(body, read, length - read);
                    }
                    bodies.add(new String(body));
                    // Decided before the answer is out: a test that has it says what becomes of the next request.
                    last = closing;
                    socket.getOutputStream().write(answer.getBytes(StandardCharsets.ISO_8859_1));
                } while (!last);
            } catch (IOException e) {
                if (server.isClosed()) {
                    return;
                }
            }
        }
    }
}
