package dev.ordersaga.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ordersaga.local.lambda.InvocationResult;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class RemoteFunctionsTest {

    @Test
    void aConnectionThatIsClosedWithoutAnAnswerIsTriedAgain() throws Exception {
        try (ClosingServer server = new ClosingServer(2)) {
            InvocationResult ran = new RemoteFunctions(server.uri())
                    .invoke("f", "{}".getBytes(StandardCharsets.UTF_8))
                    .toCompletableFuture()
                    .get(10, TimeUnit.SECONDS);

            assertThat(new String(ran.payload(), StandardCharsets.UTF_8)).isEqualTo("1");
            assertThat(server.asked).hasValue(3);
        }
    }

    @Test
    void oneThatNeverAnswersIsGivenUp() throws Exception {
        try (ClosingServer server = new ClosingServer(Integer.MAX_VALUE)) {
            assertThatThrownBy(() -> new RemoteFunctions(server.uri())
                            .invoke("f", "{}".getBytes(StandardCharsets.UTF_8))
                            .toCompletableFuture()
                            .get(10, TimeUnit.SECONDS))
                    .hasRootCauseInstanceOf(IOException.class);
        }
    }

    /** Reads a request and closes the connection, so many times; afterwards it answers 1. */
    private static final class ClosingServer implements AutoCloseable {

        final AtomicInteger asked = new AtomicInteger();
        private final ServerSocket socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());

        ClosingServer(int closes) throws IOException {
            Thread thread = new Thread(() -> serve(closes));
            thread.setDaemon(true);
            thread.start();
        }

        URI uri() {
            return URI.create("http://127.0.0.1:" + socket.getLocalPort());
        }

        private void serve(int closes) {
            while (!socket.isClosed()) {
                try (Socket connection = socket.accept()) {
                    byte[] buffer = new byte[8192];
                    StringBuilder read = new StringBuilder();
                    while (!read.toString().endsWith("{}")) {
                        int count = connection.getInputStream().read(buffer);
                        if (count < 0) {
                            break;
                        }
                        read.append(new String(buffer, 0, count, StandardCharsets.UTF_8));
                    }
                    if (asked.incrementAndGet() > closes) {
                        connection
                                .getOutputStream()
                                .write("HTTP/1.1 200 OK\r\nContent-Length: 1\r\nConnection: close\r\n\r\n1"
                                        .getBytes(StandardCharsets.US_ASCII));
                    }
                } catch (IOException e) {
                    // The test has ended, or the client has gone.
                }
            }
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }
}
