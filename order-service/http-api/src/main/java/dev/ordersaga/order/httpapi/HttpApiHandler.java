package dev.ordersaga.order.httpapi;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.ordersaga.order.OrderId;
import dev.ordersaga.order.saga.FindOrder;
import dev.ordersaga.order.web.RestApplication;
import dev.ordersaga.participant.snapstart.Priming;
import dev.ordersaga.participant.snapstart.RenewableHttpClient;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The REST service as a Lambda function behind an API Gateway HTTP API (payload format 2.0, stage {@code $default}).
 *
 * <p>The service runs inside the function as it runs anywhere, Tomcat included, and each event is handed to it on loopback:
 * nothing that a customer sees can differ between the two. An event of another kind is an {@link IllegalArgumentException}.
 */
public final class HttpApiHandler implements RequestStreamHandler, AutoCloseable {

    // The service answers within five seconds whatever AWS does, the first request after a start needs a little more.
    private static final Duration REQUEST_TIMEOUT = Duration.ofSeconds(15);

    // What belongs to one connection, not to the message, and what java.net.http writes itself.
    private static final Set<String> OF_THE_CONNECTION = Set.of(
            "connection", "content-length", "expect", "host", "keep-alive", "te", "transfer-encoding", "upgrade");

    private static final Set<String> READ_BY_THE_SERVICE =
            Set.of("accept", "authorization", "content-encoding", "content-type", "idempotency-key");

    private static final JsonMapper JSON = JsonMapper.shared();

    private static final String NOBODYS = "0".repeat(40);
    private static final String NOBODYS_TOKEN = Stream.of(
                    "{\"alg\":\"RS256\",\"kid\":\"none\"}", "{\"sub\":\"nobody\"}", "unsigned")
            .map(part -> Base64.getUrlEncoder().withoutPadding().encodeToString(part.getBytes(StandardCharsets.UTF_8)))
            .collect(Collectors.joining("."));

    private final ConfigurableApplicationContext service;
    private final HttpClient http;

    /** Starts the service. Before SnapStart takes its snapshot, requests are served: see {@link Priming}. */
    public HttpApiHandler() {
        this("--logging.structured.format.console=logstash", "--logging.structured.json.rename[@timestamp]=timestamp");
    }

    HttpApiHandler(String... arguments) {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.add("--server.port=0");
        // Only this handler reaches it, and says by them under which name the browser knows the service.
        all.add("--server.forward-headers-strategy=framework");
        service = RestApplication.application().run(all.toArray(String[]::new));
        http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(Duration.ofSeconds(1))
                .build();
        // After Spring has registered itself: it stops the web server for the snapshot, and is told to after us.
        Priming.register(
                List.of(
                        rehearsal("/v3/api-docs"),
                        rehearsal("/products"),
                        // A token without a subject: the issuer's keys are fetched, and access is refused.
                        rehearsal("/orders", "Authorization", "Bearer " + NOBODYS_TOKEN),
                        () -> service.getBean(FindOrder.class).find(new OrderId(NOBODYS))),
                service.getBean(RenewableHttpClient.class)::renew);
    }

    /** A request that is answered, with whatever. */
    private Runnable rehearsal(String path, String... header) {
        return () -> {
            HttpRequest.Builder request = request("GET", path, "", BodyPublishers.noBody());
            if (header.length > 0) {
                request.headers(header);
            }
            try {
                send(request.build());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        };
    }

    /** Asked each time: after a restore the web server listens at another port. */
    private int port() {
        return service.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
    }

    /** One event in, one answer out, both as JSON. */
    @Override
    public void handleRequest(InputStream input, OutputStream output, Context context) throws IOException {
        JSON.writeValue(output, answer(event(input)));
    }

    private static JsonNode event(InputStream input) {
        JsonNode event;
        try {
            event = JSON.readTree(input);
        } catch (JacksonException e) {
            throw new IllegalArgumentException("not JSON: " + e.getOriginalMessage(), e);
        }
        if (!event.path("version").asString("").equals("2.0")
                || !event.path("rawPath").isString()
                || !event.at("/requestContext/http/method").isString()) {
            throw new IllegalArgumentException(
                    "not an event of an HTTP API in payload format 2.0: version, rawPath and requestContext.http.method are needed");
        }
        return event;
    }

    private ObjectNode answer(JsonNode event) throws IOException {
        HttpRequest request;
        try {
            request = request(event);
        } catch (IllegalArgumentException malformed) {
            return refused();
        }
        return answer(send(request));
    }

    /** @throws IllegalArgumentException for what no request of HTTP can hold, which is the fault of whoever sent it */
    private HttpRequest request(JsonNode event) {
        HttpRequest.Builder request = request(
                event.at("/requestContext/http/method").stringValue(),
                event.path("rawPath").stringValue(),
                event.path("rawQueryString").asString(""),
                body(event));
        for (Map.Entry<String, JsonNode> header : event.path("headers").properties()) {
            String name = header.getKey().toLowerCase(Locale.ROOT);
            String value = header.getValue().asString("");
            boolean claimed = name.equals("forwarded") || name.startsWith("x-forwarded-");
            if (!OF_THE_CONNECTION.contains(name) && !claimed && isPassedOn(name, value)) {
                request.header(name, value);
            }
        }
        // The gateway gives cookies apart from the headers.
        String cookies = event.path("cookies")
                .valueStream()
                .map(cookie -> cookie.asString(""))
                .filter(cookie -> isPassedOn("cookie", cookie))
                .collect(Collectors.joining("; "));
        if (!cookies.isEmpty()) {
            request.header("cookie", cookies);
        }
        String domain = event.at("/requestContext/domainName").asString("");
        if (!domain.isEmpty() && isPassedOn("host", domain)) {
            request.header("x-forwarded-host", domain);
            request.header("x-forwarded-proto", "https");
            request.header("x-forwarded-port", "443");
        }
        return request.build();
    }

    /**
     * What is no ASCII would reach the service as question marks, and two keys of orders could become one. Where the service reads
     * a header that is refused, as the service would; elsewhere nobody misses it.
     */
    private static boolean isPassedOn(String name, String value) {
        boolean ascii = value.chars().allMatch(c -> c < 127 && (c >= ' ' || c == '\t'));
        if (!ascii && READ_BY_THE_SERVICE.contains(name)) {
            throw new IllegalArgumentException("a header of other characters than ASCII");
        }
        return ascii;
    }

    private static ObjectNode refused() {
        ObjectNode answer = JSON.createObjectNode().put("statusCode", 400);
        answer.putObject("headers").put("content-type", "application/problem+json");
        return answer.put("isBase64Encoded", false)
                .put(
                        "body",
                        "{\"title\":\"Bad Request\",\"status\":400,\"detail\":\"the request cannot be passed on: "
                                + "its method, path, query, headers or body are not those of an HTTP request\"}");
    }

    private HttpRequest.Builder request(String method, String path, String query, BodyPublisher body) {
        return HttpRequest.newBuilder(uri(path, query)).timeout(REQUEST_TIMEOUT).method(method, body);
    }

    /** The gateway gives some paths as they were sent and some decoded. */
    private URI uri(String path, String query) {
        int port = port();
        String asked = query.isEmpty() ? "" : "?" + encoded(query);
        try {
            return new URI("http://127.0.0.1:" + port + path + asked);
        } catch (URISyntaxException decoded) {
            try {
                return new URI(new URI("http", null, "127.0.0.1", port, path, null, null) + asked);
            } catch (URISyntaxException e) {
                throw new IllegalArgumentException("no path or no query", e);
            }
        }
    }

    /** What a query may not hold as it is, such as a blank or a bracket, is encoded; a percent sign stays what it was. */
    private static String encoded(String query) {
        StringBuilder encoded = new StringBuilder(query.length());
        query.codePoints().forEach(c -> {
            if (c > ' ' && c < 127 && "\"<>[\\]^`{|}#".indexOf(c) < 0) {
                encoded.append((char) c);
            } else {
                encoded.append(URLEncoder.encode(Character.toString(c), StandardCharsets.UTF_8)
                        .replace("+", "%20"));
            }
        });
        return encoded.toString();
    }

    private static BodyPublisher body(JsonNode event) {
        String body = event.path("body").asString("");
        if (body.isEmpty()) {
            return BodyPublishers.noBody();
        }
        return BodyPublishers.ofByteArray(
                event.path("isBase64Encoded").asBoolean(false)
                        ? Base64.getDecoder().decode(body)
                        : body.getBytes(StandardCharsets.UTF_8));
    }

    private HttpResponse<byte[]> send(HttpRequest request) throws IOException {
        try {
            return http.send(request, BodyHandlers.ofByteArray());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    private static ObjectNode answer(HttpResponse<byte[]> response) {
        ObjectNode answer = JSON.createObjectNode().put("statusCode", response.statusCode());
        ObjectNode headers = answer.putObject("headers");
        response.headers().map().forEach((name, values) -> {
            if (name.equalsIgnoreCase("set-cookie")) {
                ArrayNode cookies = answer.putArray("cookies");
                values.forEach(cookies::add);
            } else if (!name.startsWith(":") && !OF_THE_CONNECTION.contains(name.toLowerCase(Locale.ROOT))) {
                headers.put(name, String.join(", ", values));
            }
        });
        boolean text = isText(response.headers().firstValue("content-type").orElse("text/plain"));
        return answer.put("isBase64Encoded", !text)
                .put(
                        "body",
                        text
                                ? new String(response.body(), StandardCharsets.UTF_8)
                                : Base64.getEncoder().encodeToString(response.body()));
    }

    private static boolean isText(String contentType) {
        return contentType.startsWith("text/") || contentType.contains("json");
    }

    /** Stops the service; Lambda never does. */
    @Override
    public void close() {
        service.close();
    }
}
