package dev.ordersaga.saga.place;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Against an engine that answers as Docker does. */
class DockerImagesTest {

    private final Set<String> there = new ConcurrentSkipListSet<>(Set.of("/images/here:1/json"));
    private HttpServer engine;
    private String pull = "";

    @BeforeEach
    void start() throws IOException {
        engine = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        engine.createContext("/", exchange -> {
            if (exchange.getRequestMethod().equals("GET")) {
                boolean found = there.contains(exchange.getRequestURI().getPath());
                answer(exchange, found ? 200 : 404, found ? "{}" : "{\"message\":\"No such image\"}");
            } else {
                if (pull.isEmpty()) {
                    there.add("/images/elsewhere:2/json");
                }
                answer(exchange, 200, "{\"status\":\"Pulling\"}\r\n" + pull);
            }
        });
        engine.start();
    }

    @AfterEach
    void stop() {
        engine.stop(0);
    }

    @Test
    void whatIsThereIsNotFetched() {
        pull = "{\"error\":\"never asked\"}";

        assertThat(why("here:1")).isEmpty();
    }

    @Test
    void whatIsNotThereIsFetched() {
        assertThat(why("here:1", "elsewhere:2")).isEmpty();
    }

    @Test
    void whatTheRegistryRefusesIsNamedWithItsReason() {
        pull = "{\"errorDetail\":{\"message\":\"no\"},\"error\":\"denied: requested access to the resource\"}\r\n";

        assertThat(why("here:1", "secret/thing:3"))
                .contains("the image secret/thing:3 cannot be had: denied: requested access to the resource");
    }

    @Test
    void anEngineThatSaysNothingIsNotWaitedFor() throws IOException {
        try (ServerSocket silent = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            URI host = URI.create("tcp://127.0.0.1:" + silent.getLocalPort());

            assertThat(DockerImages.at(host, Duration.ofMillis(300))
                            .orElseThrow()
                            .whyNotToBeHad(List.of("here:1")))
                    .contains("the image here:1 cannot be asked for: nothing was heard of it for 300 ms");
        }
    }

    private Optional<String> why(String... images) {
        return DockerImages.at(
                        URI.create("tcp://127.0.0.1:" + engine.getAddress().getPort()), Duration.ofSeconds(10))
                .orElseThrow()
                .whyNotToBeHad(List.of(images));
    }

    private static void answer(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }
}
