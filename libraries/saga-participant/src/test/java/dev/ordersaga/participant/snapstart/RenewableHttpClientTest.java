package dev.ordersaga.participant.snapstart;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

class RenewableHttpClientTest {

    private final List<Integer> connections = new CopyOnWriteArrayList<>();
    private final HttpServer server;

    RenewableHttpClientTest() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            try (exchange) {
                exchange.getRequestBody().readAllBytes();
                connections.add(exchange.getRemoteAddress().getPort());
                byte[] tables = "{\"TableNames\":[]}".getBytes(StandardCharsets.UTF_8);
                exchange.sendResponseHeaders(200, tables.length);
                exchange.getResponseBody().write(tables);
            }
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void aClientOfItsUsesNoConnectionFromBefore() {
        try (RenewableHttpClient http = new RenewableHttpClient(
                        () -> Apache5HttpClient.builder().build());
                DynamoDbClient dynamoDb = DynamoDbClient.builder()
                        .httpClient(http)
                        .endpointOverride(URI.create(
                                "http://127.0.0.1:" + server.getAddress().getPort()))
                        .region(Region.US_EAST_1)
                        .credentialsProvider(AnonymousCredentialsProvider.create())
                        .build()) {
            dynamoDb.listTables();
            dynamoDb.listTables();
            http.renew();
            dynamoDb.listTables();
            dynamoDb.listTables();
        }

        assertThat(connections).hasSize(4);
        assertThat(connections.get(1)).isEqualTo(connections.get(0));
        assertThat(connections.get(2)).isNotEqualTo(connections.get(0));
        assertThat(connections.get(3)).isEqualTo(connections.get(2));
    }
}
