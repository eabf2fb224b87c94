package dev.ordersaga.issuer;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.nimbusds.jose.jwk.RSAKey;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * An OAuth2 and OpenID Connect issuer for development and tests. <b>It believes whoever asks</b>, so it must never stand where anybody but its
 * developer reaches it, and nothing that is deployed contains it.
 *
 * <ul>
 *   <li>{@code GET /customer/{id}}, {@code GET /operator/{id}}: a token as text, for a line of curl.
 *   <li>{@code POST /token}: the client credentials grant of RFC 6749 (section 4.4); {@code client_id} becomes the subject, any
 *       {@code client_secret} will do, {@code scope} is {@code customer}, {@code operator} or both.
 *   <li>{@code GET /authorize}: a page on which a person says who they are (OpenID Connect Core, section 3.1, the authorization
 *       code flow) and is sent back to an address of this machine with a code; a proof key (RFC 7636) is needed.
 *   <li>{@code POST /token} with {@code grant_type=authorization_code}: an access token and an ID token for that code.
 *   <li>{@code GET /logout}: back to {@code post_logout_redirect_uri} (RP-Initiated Logout); nobody stays signed in here.
 *   <li>{@code GET /.well-known/openid-configuration}, {@code GET /.well-known/jwks.json}: as OpenID Connect Discovery says.
 * </ul>
 *
 * <p>A token's claims: {@code sub}, {@code roles} (a list of {@code customer}, {@code operator}), {@code iss}, {@code aud}
 * {@code order-saga}, {@code exp} twelve hours ahead.
 */
public final class DevIssuer implements AutoCloseable {

    private static final String REQUEST_SECONDS = "sun.net.httpserver.maxReqTime";
    private static final int MAX_REQUESTS = 1_000;
    private static final long STACK_BYTES = 256 * 1_024;

    static {
        // Read once, when the first server is made: a request that is not there after so many seconds is given up.
        if (System.getProperty(REQUEST_SECONDS) == null) {
            System.setProperty(REQUEST_SECONDS, "10");
        }
    }

    private static final Pattern SUBJECT = Pattern.compile("[A-Za-z0-9._@-]{1,128}");
    private static final Pattern THIS_MACHINE =
            Pattern.compile("(?i)(localhost|127(\\.\\d{1,3}){3}|\\[::1]|host\\.docker\\.internal)(:\\d+)?");

    private static final List<String> ROLES = List.of("customer", "operator");

    private final HttpServer server;
    private final ExecutorService threads;
    private final Tokens tokens;
    private final Codes codes;

    private DevIssuer(HttpServer server, ExecutorService threads, Tokens tokens, Codes codes) {
        this.server = server;
        this.threads = threads;
        this.tokens = tokens;
        this.codes = codes;
    }

    /** Starts an issuer with a key that ends with it: tokens of an earlier one are not valid any more. */
    public static DevIssuer start(InetAddress address, int port, @Nullable String issuer, Clock clock)
            throws IOException {
        return start(address, port, issuer, clock, SigningKey.made());
    }

    /**
     * Starts an issuer that listens until it is closed.
     *
     * @param address where to listen
     * @param port 0 for a free one
     * @param issuer the tokens' {@code iss}; null for {@code http://127.0.0.1:<port>}
     * @param key the file that keeps the key for the next start; it is made where there is none
     * @throws IOException when the port is taken, or the file holds no key
     */
    public static DevIssuer start(InetAddress address, int port, @Nullable String issuer, Clock clock, Path key)
            throws IOException {
        return start(address, port, issuer, clock, SigningKey.keptIn(key));
    }

    private static DevIssuer start(InetAddress address, int port, @Nullable String issuer, Clock clock, RSAKey key)
            throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(address, port), 0);
        String name = issuer != null
                ? issuer
                : "http://127.0.0.1:" + server.getAddress().getPort();
        // A thread reads a request to its end, whenever that comes: each that is half sent holds one. What finds none
        // is hung up on.
        ExecutorService threads =
                new ThreadPoolExecutor(0, MAX_REQUESTS, 10, TimeUnit.SECONDS, new SynchronousQueue<>(), work -> {
                    Thread thread = new Thread(null, work, "dev-issuer", STACK_BYTES);
                    thread.setDaemon(true);
                    return thread;
                });
        DevIssuer started = new DevIssuer(server, threads, new Tokens(name, clock, key), new Codes(clock));
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
            IssuerAnswer answer;
            try {
                answer = answer(exchange);
            } catch (Refused refused) {
                answer = IssuerAnswer.error(refused);
            }
            byte[] body = answer.body().getBytes(UTF_8);
            exchange.getResponseHeaders().set("Content-Type", answer.type());
            exchange.getResponseHeaders().set("Cache-Control", "no-store");
            answer.headers().forEach(exchange.getResponseHeaders()::set);
            exchange.sendResponseHeaders(answer.status(), body.length == 0 ? -1 : body.length);
            exchange.getResponseBody().write(body);
        }
    }

    /**
     * On the loopback interface, only names of this machine: a site whose name is made to mean 127.0.0.1 while its page is open (DNS
     * rebinding) would get the tokens of anybody.
     */
    private void requireThisMachine(HttpExchange exchange) {
        String host = exchange.getRequestHeaders().getFirst("Host");
        if (server.getAddress().getAddress().isLoopbackAddress()
                && host != null
                && !THIS_MACHINE.matcher(host).matches()
                && !host.equals(URI.create(tokens.issuer()).getAuthority())) {
            throw new Refused(403, "access_denied", "the host is not a name of this machine");
        }
    }

    private IssuerAnswer answer(HttpExchange exchange) throws IOException {
        requireThisMachine(exchange);
        String path = exchange.getRequestURI().getPath();
        String method = exchange.getRequestMethod();
        if (path.equals("/token")) {
            requireMethod(method, "POST");
            return IssuerAnswer.json(granted(
                    RequestParameters.ofForm(exchange.getRequestBody()),
                    exchange.getRequestHeaders().getFirst("Authorization")));
        }
        if (path.equals("/authorize")) {
            return authorize(exchange);
        }
        requireMethod(method, "GET");
        return switch (path) {
            case "/.well-known/jwks.json" -> IssuerAnswer.text(200, "application/jwk-set+json", tokens.publicKeys());
            case "/.well-known/openid-configuration" -> IssuerAnswer.json(configuration());
            case "/logout" ->
                signOut(RequestParameters.ofQuery(exchange.getRequestURI().getRawQuery()));
            case SignInPage.STYLE -> SignInPage.style();
            case "/health" -> IssuerAnswer.text(200, "text/plain", "up");
            default -> IssuerAnswer.text(200, "text/plain", bare(path));
        };
    }

    /** Asks a person who they are; what they click is posted here. */
    private IssuerAnswer authorize(HttpExchange exchange) throws IOException {
        try {
            if (exchange.getRequestMethod().equals("GET")) {
                return SignInPage.of(AuthorizationRequest.read(
                        RequestParameters.ofQuery(exchange.getRequestURI().getRawQuery())));
            }
            requireMethod(exchange.getRequestMethod(), "POST");
            RequestParameters clicked = RequestParameters.ofForm(exchange.getRequestBody());
            AuthorizationRequest request = AuthorizationRequest.read(clicked);
            if (clicked.find("cancel") != null) {
                return request.answer(Map.of("error", "access_denied"), tokens.issuer());
            }
            String[] person = clicked.find("person", "").split("/", 2);
            String role = person.length == 2 ? person[0] : clicked.find("role", "customer");
            if (!ROLES.contains(role)) {
                throw new Refused(400, "invalid_request", "the role must be customer or operator");
            }
            String subject = subject(person.length == 2 ? person[1] : clicked.need("subject"));
            return request.answer(Map.of("code", codes.give(request, subject, List.of(role))), tokens.issuer());
        } catch (AuthorizationRequest.Returned returned) {
            return returned.answer();
        } catch (Refused refused) {
            return SignInPage.refused(refused);
        }
    }

    private static IssuerAnswer signOut(RequestParameters parameters) {
        String next = parameters.find("post_logout_redirect_uri");
        if (next == null) {
            return SignInPage.signedOut();
        }
        try {
            String state = parameters.find("state");
            return IssuerAnswer.redirect(AuthorizationRequest.with(
                    AuthorizationRequest.loopback("post_logout_redirect_uri", next),
                    state == null ? Map.of() : Map.of("state", state)));
        } catch (Refused refused) {
            return SignInPage.refused(refused);
        }
    }

    /** {@code /customer/customer-1}: who, and in which role. */
    private String bare(String path) {
        String[] parts = path.split("/", -1);
        if (parts.length != 3 || !ROLES.contains(parts[1])) {
            throw new Refused(404, "not_found", "ask for /customer/{id}, /operator/{id} or /token");
        }
        return tokens.token(subject(parts[2]), List.of(parts[1]));
    }

    private Map<String, Object> granted(RequestParameters form, @Nullable String authorization) {
        String grant = form.find("grant_type", "");
        if (grant.equals("authorization_code")) {
            return granted(codes.take(
                    form.need("code"),
                    client(form, authorization),
                    form.find("redirect_uri"),
                    form.find("code_verifier")));
        }
        if (!grant.equals("client_credentials")) {
            throw new Refused(
                    400, "unsupported_grant_type", "grant_type must be client_credentials or authorization_code");
        }
        String subject = subject(client(form, authorization));
        String scope = form.find("scope", "customer");
        List<String> roles =
                Arrays.stream(scope.trim().split(" +", -1)).distinct().toList();
        if (!ROLES.containsAll(roles)) {
            throw new Refused(400, "invalid_scope", "scope must be customer, operator or both");
        }
        return bearer(tokens.token(subject, roles), String.join(" ", roles));
    }

    private Map<String, Object> granted(Codes.Grant grant) {
        Map<String, Object> answer = bearer(
                tokens.token(grant.subject(), grant.roles()), grant.request().scope());
        answer.put("id_token", tokens.idToken(grant));
        return answer;
    }

    private static Map<String, Object> bearer(String token, String scope) {
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("access_token", token);
        answer.put("token_type", "Bearer");
        answer.put("expires_in", Tokens.LIFETIME.toSeconds());
        answer.put("scope", scope);
        return answer;
    }

    /** As RFC 6749, section 2.3.1 says: by HTTP Basic or in the form. The secret is not looked at. */
    private static String client(RequestParameters form, @Nullable String authorization) {
        if (authorization == null || !authorization.regionMatches(true, 0, "Basic ", 0, 6)) {
            return form.need("client_id");
        }
        try {
            String pair = new String(
                    Base64.getDecoder().decode(authorization.substring(6).strip()), UTF_8);
            int colon = pair.indexOf(':');
            if (colon > 0) {
                return URLDecoder.decode(pair.substring(0, colon), UTF_8);
            }
        } catch (IllegalArgumentException malformed) {
            // as below
        }
        throw new Refused(401, "invalid_client", "the Authorization is not HTTP Basic");
    }

    private Map<String, Object> configuration() {
        Map<String, Object> configuration = new LinkedHashMap<>();
        configuration.put("issuer", tokens.issuer());
        configuration.put("authorization_endpoint", tokens.issuer() + "/authorize");
        configuration.put("token_endpoint", tokens.issuer() + "/token");
        configuration.put("end_session_endpoint", tokens.issuer() + "/logout");
        configuration.put("jwks_uri", tokens.issuer() + "/.well-known/jwks.json");
        configuration.put("grant_types_supported", List.of("authorization_code", "client_credentials"));
        configuration.put("response_types_supported", List.of("code"));
        configuration.put("code_challenge_methods_supported", List.of("S256"));
        configuration.put(
                "token_endpoint_auth_methods_supported", List.of("none", "client_secret_basic", "client_secret_post"));
        configuration.put("authorization_response_iss_parameter_supported", true);
        configuration.put("subject_types_supported", List.of("public"));
        configuration.put("id_token_signing_alg_values_supported", List.of("RS256"));
        configuration.put("scopes_supported", List.of("openid", "customer", "operator"));
        configuration.put("claims_supported", List.of("sub", "roles", "name", "nonce", "auth_time"));
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
}
