package dev.ordersaga.local.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.xnio.XnioExecutor;

class HttpPortTest {

    private static final int MORE_THAN_THREADS = 100;

    private final HttpClient client = HttpClient.newHttpClient();
    private final ConcurrentLinkedQueue<CompletableFuture<HttpResponse>> waiting = new ConcurrentLinkedQueue<>();
    private final CountDownLatch arrived = new CountDownLatch(MORE_THAN_THREADS);
    private HttpPort port;

    @BeforeEach
    void open() throws IOException {
        port = HttpPort.open(0, List.of(new Echo(), new Slow(), new Broken()));
    }

    @AfterEach
    void close() {
        port.close();
    }

    @Test
    void aRequestReachesItsServiceWholeAndItsAnswerComesBackWhole() throws Exception {
        var answer = post("/echo?a=b", "{\"x\":1}");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("POST /echo a=b {\"x\":1}");
        assertThat(answer.headers().firstValue("x-amzn-RequestId")).isPresent();
    }

    @Test
    void moreRequestsCanWaitThanThereAreThreads() throws Exception {
        List<CompletableFuture<java.net.http.HttpResponse<String>>> answers = new ArrayList<>();
        for (int i = 0; i < MORE_THAN_THREADS; i++) {
            answers.add(client.sendAsync(request("/slow").build(), BodyHandlers.ofString()));
        }
        assertThat(arrived.await(20, TimeUnit.SECONDS)).isTrue();

        waiting.forEach(answer -> answer.complete(text(200, "at last")));

        for (CompletableFuture<java.net.http.HttpResponse<String>> answer : answers) {
            assertThat(answer.get(20, TimeUnit.SECONDS).body()).isEqualTo("at last");
        }
    }

    @Test
    void anAnswerThatComesFromAnotherThreadIsWrittenByTheOneThatReadsItsConnection() throws Exception {
        var answer = client.sendAsync(request("/slow").build(), BodyHandlers.ofString());
        await().until(() -> !waiting.isEmpty());
        CompletableFuture<Thread> writer = new CompletableFuture<>();
        Map<String, String> headers = new HashMap<>() {
            @Override
            public void forEach(BiConsumer<? super String, ? super String> each) {
                writer.complete(Thread.currentThread());
                super.forEach(each);
            }
        };

        waiting.forEach(slow -> slow.complete(new HttpResponse(200, headers, new byte[0])));

        assertThat(answer.get(20, TimeUnit.SECONDS).statusCode()).isEqualTo(200);
        assertThat(writer.get())
                .as("by another thread, the connection's next request might never be read")
                .isInstanceOf(XnioExecutor.class);
    }

    @Test
    void anUnknownTargetIsRefusedInAwsJson() throws Exception {
        var answer = client.send(
                request("/").header("X-Amz-Target", "Nobody.DoThing").build(), BodyHandlers.ofString());

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.headers().firstValue("x-amzn-ErrorType")).contains("UnknownOperationException");
        assertThat(answer.body()).contains("\"__type\":\"UnknownOperationException\"", "Nobody.DoThing");
    }

    @Test
    void anUnknownActionIsRefusedInXml() throws Exception {
        var answer = client.send(
                request("/")
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .build(),
                BodyHandlers.ofString());

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("<Code>InvalidAction</Code>");
    }

    @Test
    void anUnknownPathIsNotFound() throws Exception {
        assertThat(post("/nowhere", "").statusCode()).isEqualTo(404);
    }

    @Test
    void aServiceThatBreaksAnswersInternalFailureAndThePortLivesOn() throws Exception {
        var answer = post("/broken", "");

        assertThat(answer.statusCode()).isEqualTo(500);
        assertThat(answer.body()).contains("InternalFailure");
        assertThat(post("/echo", "").statusCode()).isEqualTo(200);
    }

    @Test
    void aBodyBeyondTheLimitIsRefused() throws Exception {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port.port())) {
            socket.getOutputStream()
                    .write(("POST /echo HTTP/1.1\r\nHost: localhost\r\nContent-Length: "
                                    + (HttpLimits.MAX_BODY_SIZE + 1) + "\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            byte[] chunk = new byte[1024 * 1024];
            for (int left = HttpLimits.MAX_BODY_SIZE + 1; left > 0; left -= chunk.length) {
                socket.getOutputStream().write(chunk, 0, Math.min(left, chunk.length));
            }
            assertThat(new String(socket.getInputStream().readNBytes(12), StandardCharsets.US_ASCII))
                    .isEqualTo("HTTP/1.1 413");
        }
    }

    @Test
    void garbageNeverKillsThePort() throws Exception {
        for (String garbage :
                List.of("\0\1\2\r\n\r\n", "GET\r\n\r\n", "POST /echo HTTP/1.1\r\nContent-Length: x\r\n\r\n")) {
            try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port.port())) {
                socket.getOutputStream().write(garbage.getBytes(StandardCharsets.ISO_8859_1));
                socket.shutdownOutput();
                socket.getInputStream().readAllBytes();
            }
        }
        assertThat(post("/echo", "still there").body()).endsWith("still there");
    }

    @Test
    void headGetsNoBody() throws Exception {
        var answer = client.send(
                java.net.http.HttpRequest.newBuilder(port.uri().resolve("/echo"))
                        .method("HEAD", java.net.http.HttpRequest.BodyPublishers.noBody())
                        .build(),
                BodyHandlers.ofString());

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEmpty();
    }

    @Test
    void aTakenPortIsSaid() {
        assertThatThrownBy(() -> HttpPort.open(port.port(), List.of())).isInstanceOf(BindException.class);
    }

    @Test
    void onlyTheLoopbackInterfaceListens() {
        assertThat(port.uri()).hasHost("127.0.0.1");
    }

    private java.net.http.HttpResponse<String> post(String path, String body) throws Exception {
        return client.send(
                java.net.http.HttpRequest.newBuilder(URI.create(port.uri() + path))
                        .POST(java.net.http.HttpRequest.BodyPublishers.ofString(body))
                        .build(),
                BodyHandlers.ofString());
    }

    private java.net.http.HttpRequest.Builder request(String path) {
        return java.net.http.HttpRequest.newBuilder(port.uri().resolve(path))
                .POST(java.net.http.HttpRequest.BodyPublishers.noBody());
    }

    private static HttpResponse text(int status, String text) {
        return new HttpResponse(status, Map.of("Content-Type", "text/plain"), text.getBytes(StandardCharsets.UTF_8));
    }

    private static final class Echo implements HttpService {

        @Override
        public boolean handles(HttpRequest request) {
            return request.path().equals("/echo");
        }

        @Override
        public CompletionStage<HttpResponse> answer(HttpRequest request) {
            return CompletableFuture.completedFuture(text(
                    200,
                    request.method() + " " + request.path() + " " + request.query() + " "
                            + new String(request.body(), StandardCharsets.UTF_8)));
        }
    }

    private final class Slow implements HttpService {

        @Override
        public boolean handles(HttpRequest request) {
            return request.path().equals("/slow");
        }

        @Override
        public CompletionStage<HttpResponse> answer(HttpRequest request) {
            CompletableFuture<HttpResponse> answer = new CompletableFuture<>();
            waiting.add(answer);
            arrived.countDown();
            return answer;
        }
    }

    private static final class Broken implements HttpService {

        @Override
        public boolean handles(HttpRequest request) {
            return request.path().equals("/broken");
        }

        @Override
        public CompletionStage<HttpResponse> answer(HttpRequest request) {
            throw new IllegalStateException("broken on purpose");
        }
    }
}
