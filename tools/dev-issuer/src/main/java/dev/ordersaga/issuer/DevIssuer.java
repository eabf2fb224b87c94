package dev.ordersaga.issuer;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.nimbusds.jose.util.JSONObjectUtils;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.time.Clock;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * An OAuth2 issuer for development and tests. <b>It believes whoever asks</b>, so it must never stand where anybody but its
 * developer reaches it, and nothing that is deployed contains it.
 *
 * <ul>
 *   <li>{@code GET /customer/{id}}, {@code GET /operator/{id}}: a token as text, for a line of curl.
 *   <li>{@code POST /token}: the client credentials grant of RFC 6749 (section 4.4); {@code client_id} becomes the subject, any
 *       {@code client_secret} will do, {@code scope} is {@code customer}, {@code operator} or both.
 *   <li>{@code GET /.well-known/openid-configuration}, {@code GET /.well-known/jwks.json}: as OpenID Connect Discovery says.
 * </ul>
 *
 * <p>A token's claims: {@code sub}, {@code roles} (a list of {@code customer}, {@code operator}), {@code iss}, {@code aud}
 * {@code order-saga}, {@code exp} twelve hours ahead.
 */
public final class DevIssuer implements AutoCloseable {

    private static final int LARGEST_BODY = 8 * 1024;
    private static final Pattern SUBJECT = Pattern.compile("[A-Za-z0-9._@-]{1,128}");
    private static final List<String> ROLES = List.of("customer", "operator");

    private final HttpServer server;
    private final ExecutorService threads;
    private final Tokens tokens;

    private DevIssuer(HttpServer server, ExecutorService threads, Tokens tokens) {
        this.server = server;
        this.threads = threads;
        this.tokens = tokens;
    }

    /**
     * Starts an issuer that listens until it is closed.
     *
     * @param address where to listen
     * @param port 0 for a free one
     * @param issuer the tokens' {@code iss}; null for {@code http://127.0.0.1:<port>}
     * @throws IOException when the port is taken
     */
    public static DevIssuer start(InetAddress address, int port, @Nullable String issuer, Clock clock)
            throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(address, port), 0);
        String name = issuer != null
                ? issuer
                : "http://127.0.0.1:" + server.getAddress().getPort();
        ExecutorService threads = Executors.newFixedThreadPool(4, work -> {
            Thread thread = new Thread(work, "dev-issuer");
            thread.setDaemon(true);
            return thread;
        });
        DevIssuer started = new DevIssuer(server, threads, new Tokens(name, clock));
        server.setExecutor(threads);
        server.createContext("/", started::handle);
        server.start();
        return started;
    }

    /** On the loopback interface, at a free port. */
    public static DevIssuer start() throws IOException {
        return start(InetAddress.getLoopbackAddress(), 0, null, Clock.systemUTC());
    }

    /** The tokens' {@code iss}. */
    public String issuer() {
        return tokens.issuer();
    }

    /** Where it listens, as this machine reaches it. */
    public URI endpoint() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /** Where its keys are. */
    public URI keys() {
        return endpoint().resolve("/.well-known/jwks.json");
    }

    /**
     * A token without asking over HTTP.
     *
     * @param roles of {@code customer} and {@code operator}
     */
    public String token(String subject, String... roles) {
        return tokens.token(subject, List.of(roles));
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            Answer answer;
            try {
                answer = answer(exchange);
            } catch (Refused refused) {
                answer = Answer.error(refused);
            }
            byte[] body = answer.body().getBytes(UTF_8);
            exchange.getResponseHeaders().set("Content-Type", answer.type());
            exchange.getResponseHeaders().set("Cache-Control", "no-store");
            exchange.sendResponseHeaders(answer.status(), body.length);
            exchange.getResponseBody().write(body);
        }
    }

    private Answer answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        String method = exchange.getRequestMethod();
        if (path.equals("/token")) {
            requireMethod(method, "POST");
            return Answer.json(granted(form(exchange)));
        }
        requireMethod(method, "GET");
        return switch (path) {
            case "/.well-known/jwks.json" -> new Answer(200, "application/jwk-set+json", tokens.publicKeys());
            case "/.well-known/openid-configuration" -> Answer.json(configuration());
            case "/health" -> new Answer(200, "text/plain", "up");
            default -> new Answer(200, "text/plain", bare(path));
        };
    }

    /** {@code /customer/customer-1}: who, and in which role. */
    private String bare(String path) {
        String[] parts = path.split("/", -1);
        if (parts.length != 3 || !ROLES.contains(parts[1])) {
            throw new Refused(404, "not_found", "ask for /customer/{id}, /operator/{id} or /token");
        }
        return tokens.token(subject(parts[2]), List.of(parts[1]));
    }

    private Map<String, Object> granted(Map<String, String> form) {
        if (!"client_credentials".equals(form.get("grant_type"))) {
            throw new Refused(400, "unsupported_grant_type", "grant_type must be client_credentials");
        }
        String client = form.get("client_id");
        if (client == null) {
            throw new Refused(400, "invalid_request", "client_id is missing");
        }
        String subject = subject(client);
        String scope = form.getOrDefault("scope", "customer");
        List<String> roles =
                Arrays.stream(scope.trim().split(" +", -1)).distinct().toList();
        if (!ROLES.containsAll(roles)) {
            throw new Refused(400, "invalid_scope", "scope must be customer, operator or both");
        }
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("access_token", tokens.token(subject, roles));
        answer.put("token_type", "Bearer");
        answer.put("expires_in", Tokens.LIFETIME.toSeconds());
        answer.put("scope", String.join(" ", roles));
        return answer;
    }

    private Map<String, Object> configuration() {
        Map<String, Object> configuration = new LinkedHashMap<>();
        configuration.put("issuer", tokens.issuer());
        configuration.put("token_endpoint", tokens.issuer() + "/token");
        configuration.put("jwks_uri", tokens.issuer() + "/.well-known/jwks.json");
        configuration.put("grant_types_supported", List.of("client_credentials"));
        configuration.put("response_types_supported", List.of("token"));
        configuration.put("subject_types_supported", List.of("public"));
        configuration.put("id_token_signing_alg_values_supported", List.of("RS256"));
        configuration.put("scopes_supported", ROLES);
        return configuration;
    }

    private static String subject(String text) {
        if (!SUBJECT.matcher(text).matches()) {
            throw new Refused(
                    400, "invalid_request", "an id is 1 to 128 letters, digits, dots, dashes, underscores, @");
        }
        return text;
    }

    private static void requireMethod(String method, String wanted) {
        if (!method.equals(wanted)) {
            throw new Refused(405, "invalid_request", "the method must be " + wanted);
        }
    }

    private static Map<String, String> form(HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readNBytes(LARGEST_BODY + 1);
        if (body.length > LARGEST_BODY) {
            throw new Refused(413, "invalid_request", "the body is too large");
        }
        Map<String, String> form = new LinkedHashMap<>();
        for (String field : new String(body, UTF_8).split("&", -1)) {
            int equals = field.indexOf('=');
            if (equals <= 0) {
                continue;
            }
            try {
                String name = URLDecoder.decode(field.substring(0, equals), UTF_8);
                if (form.put(name, URLDecoder.decode(field.substring(equals + 1), UTF_8)) != null) {
                    throw new Refused(400, "invalid_request", "a parameter is there twice");
                }
            } catch (IllegalArgumentException e) {
                throw new Refused(400, "invalid_request", "the body is not application/x-www-form-urlencoded");
            }
        }
        return form;
    }

    private record Answer(int status, String type, String body) {

        static Answer json(Map<String, Object> object) {
            return new Answer(200, "application/json", JSONObjectUtils.toJSONString(object));
        }

        /** RFC 6749, section 5.2. */
        static Answer error(Refused refused) {
            Map<String, Object> error = new LinkedHashMap<>();
            error.put("error", refused.error);
            error.put("error_description", refused.getMessage());
            return new Answer(refused.status, "application/json", JSONObjectUtils.toJSONString(error));
        }
    }

    private static final class Refused extends RuntimeException {

        private static final long serialVersionUID = 1L;

        private final int status;
        private final String error;

        Refused(int status, String error, String description) {
            super(description);
            this.status = status;
            this.error = error;
        }
    }
}
