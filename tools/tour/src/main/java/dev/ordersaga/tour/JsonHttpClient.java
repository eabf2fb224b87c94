package dev.ordersaga.tour;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** JSON over HTTP on this machine, as curl would do it. */
final class JsonHttpClient {

    /** An answer: the status, and the body as JSON. */
    record Answer(int status, JsonNode body) {}

    private static final JsonMapper JSON = JsonMapper.shared();

    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(2))
            .build();

    Answer get(URI uri) throws IOException {
        return get(uri, Map.of());
    }

    Answer get(URI uri, Map<String, String> headers) throws IOException {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri).GET();
        headers.forEach(request::setHeader);
        return send(request);
    }

    /** The body of an answer that is no JSON. */
    String text(URI uri) throws IOException {
        HttpResponse<String> response = sent(HttpRequest.newBuilder(uri).GET());
        if (response.statusCode() != 200) {
            throw new IOException("GET " + uri + " answered " + response.statusCode());
        }
        return response.body();
    }

    Answer post(URI uri, Object body, Map<String, String> headers) throws IOException {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(JSON.writeValueAsString(body)));
        headers.forEach(request::setHeader);
        return send(request);
    }

    private Answer send(HttpRequest.Builder request) throws IOException {
        HttpResponse<String> response = sent(request);
        String body = response.body();
        return new Answer(response.statusCode(), JSON.readTree(body.isEmpty() ? "null" : body));
    }

    private HttpResponse<String> sent(HttpRequest.Builder request) throws IOException {
        try {
            return client.send(request.timeout(Duration.ofSeconds(30)).build(), BodyHandlers.ofString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }
}
