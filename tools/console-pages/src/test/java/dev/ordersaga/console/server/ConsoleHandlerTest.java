package dev.ordersaga.console.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.undertow.Undertow;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ConsoleHandlerTest {

    @Test
    void aConsoleThatCannotBeMadeIsAnsweredForAndNotWaitedFor() throws Exception {
        ConsoleHandler handler = new ConsoleHandler("", () -> {
            throw new NoClassDefFoundError("dev/ordersaga/Gone");
        });
        CompletableFuture<Boolean> endedByItsConnection = new CompletableFuture<>();
        Undertow server = Undertow.builder()
                .addHttpListener(0, "127.0.0.1")
                .setHandler(exchange -> {
                    exchange.addExchangeCompleteListener((ended, next) -> {
                        endedByItsConnection.complete(ended.isInIoThread());
                        next.proceed();
                    });
                    handler.handleRequest(exchange);
                })
                .build();
        server.start();
        try {
            int port = ((InetSocketAddress) server.getListenerInfo().get(0).getAddress()).getPort();

            int status = HttpClient.newHttpClient()
                    .send(
                            HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/"))
                                    .timeout(Duration.ofSeconds(20))
                                    .build(),
                            BodyHandlers.discarding())
                    .statusCode();

            assertThat(status).isEqualTo(500);
            assertThat(endedByItsConnection.get(20, TimeUnit.SECONDS))
                    .as("by another thread, the connection's next request might never be read")
                    .isTrue();
        } finally {
            server.stop();
        }
    }
}
