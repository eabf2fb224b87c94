package dev.ordersaga.issuer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.util.JSONObjectUtils;
import com.nimbusds.jwt.SignedJWT;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DevIssuerTest {

    private static final Instant NOW = Instant.parse("2030-01-01T00:00:00Z");

    private final HttpClient http = HttpClient.newHttpClient();
    private final DevIssuer issuer;

    DevIssuerTest() throws IOException {
        issuer = DevIssuer.start(InetAddress.getLoopbackAddress(), 0, null, Clock.fixed(NOW, ZoneOffset.UTC));
    }

    @AfterEach
    void end() {
        issuer.close();
    }

    @Test
    void aCustomersTokenIsSignedWithThePublishedKey() throws Exception {
        SignedJWT token = SignedJWT.parse(get("/customer/customer-1").body());

        RSAKey key = (RSAKey) JWKSet.parse(get("/.well-known/jwks.json").body())
                .getKeyByKeyId(token.getHeader().getKeyID());
        assertThat(token.verify(new RSASSAVerifier(key))).isTrue();
        assertThat(key.isPrivate()).isFalse();
        assertThat(token.getJWTClaimsSet().getSubject()).isEqualTo("customer-1");
        assertThat(token.getJWTClaimsSet().getStringListClaim("roles")).containsExactly("customer");
        assertThat(token.getJWTClaimsSet().getIssuer()).isEqualTo(issuer.issuer());
        assertThat(token.getJWTClaimsSet().getAudience()).containsExactly("order-saga");
        assertThat(token.getJWTClaimsSet().getExpirationTime()).isEqualTo(Date.from(NOW.plus(Tokens.LIFETIME)));
    }

    @Test
    void clientCredentialsAreGrantedAsRfc6749Says() throws Exception {
        HttpResponse<String> answer =
                post("grant_type=client_credentials&client_id=op%401&client_secret=x&scope=operator");

        assertThat(answer.statusCode()).isEqualTo(200);
        var body = JSONObjectUtils.parse(answer.body());
        assertThat(body).containsEntry("token_type", "Bearer").containsEntry("scope", "operator");
        SignedJWT token = SignedJWT.parse((String) body.get("access_token"));
        assertThat(token.getJWTClaimsSet().getSubject()).isEqualTo("op@1");
        assertThat(token.getJWTClaimsSet().getStringListClaim("roles")).containsExactly("operator");
    }

    @ParameterizedTest
    @CsvSource({
        "grant_type=password&client_id=a, unsupported_grant_type",
        "client_id=a, unsupported_grant_type",
        "grant_type=client_credentials, invalid_request",
        "grant_type=client_credentials&client_id=a&client_id=b, invalid_request",
        "grant_type=client_credentials&client_id=%zz, invalid_request",
        "grant_type=client_credentials&client_id=a+b, invalid_request",
        "grant_type=client_credentials&client_id=a&scope=root, invalid_scope",
    })
    void whatCannotBeGrantedIsRefusedByName(String form, String error) throws Exception {
        HttpResponse<String> answer = post(form);

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(JSONObjectUtils.parse(answer.body())).containsEntry("error", error);
    }

    @ParameterizedTest
    @CsvSource({"/", "/customer", "/customer/", "/customer/a/b", "/admin/a", "/customer/a%20b"})
    void noTokenIsGivenForWhatIsNoName(String path) throws Exception {
        assertThat(get(path).statusCode()).isBetween(400, 404);
    }

    @Test
    void itIsDiscovered() throws Exception {
        assertThat(JSONObjectUtils.parse(
                        get("/.well-known/openid-configuration").body()))
                .containsEntry("issuer", issuer.issuer())
                .containsEntry("jwks_uri", issuer.keys().toString());
    }

    @Test
    void aTakenPortIsOneLine() {
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        int port = issuer.endpoint().getPort();

        int status = DevIssuerMain.start(
                List.of("--port", Integer.toString(port)),
                new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8));

        assertThat(status).isEqualTo(1);
        assertThat(err.toString(StandardCharsets.UTF_8).lines())
                .containsExactly("dev-issuer: port " + port + " is taken; choose another with --port");
    }

    @Test
    void aTokenOutlivesTheIssuerWhoseKeyIsKept(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("made/key.json");
        String token;
        try (DevIssuer before = keptIn(file)) {
            token = before.token("customer-1", "customer");
        }

        try (DevIssuer after = keptIn(file)) {
            RSAKey key = (RSAKey) JWKSet.load(after.keys().toURL()).getKeys().get(0);
            assertThat(key.isPrivate()).isFalse();
            assertThat(SignedJWT.parse(token).verify(new RSASSAVerifier(key))).isTrue();
        }
        assertThat(file.getParent()).isDirectoryContaining(file::equals).isDirectoryNotContaining("glob:**.part");
        assertThat(Files.getPosixFilePermissions(file))
                .containsExactlyInAnyOrder(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{}",
                "no key",
                "{\"kty\":\"RSA\",\"e\":\"AQAB\",\"n\":\"wKk\"}",
                "{\"kty\":\"oct\",\"k\":\"wKk\"}"
            })
    void aFileThatHoldsNoKeyIsOneLineAndStaysAsItIs(String content, @TempDir Path folder) throws Exception {
        Path file = Files.writeString(folder.resolve("key.json"), content);
        ByteArrayOutputStream err = new ByteArrayOutputStream();

        int status = DevIssuerMain.start(
                List.of("--key", file.toString()),
                new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8));

        assertThat(status).isEqualTo(1);
        assertThat(err.toString(StandardCharsets.UTF_8).lines())
                .containsExactly("dev-issuer: " + file + " holds no private RSA key; without the file another is made");
        assertThat(file).hasContent(content);
    }

    private static DevIssuer keptIn(Path file) throws IOException {
        return DevIssuer.start(
                InetAddress.getLoopbackAddress(), 0, "http://issuer.test", Clock.fixed(NOW, ZoneOffset.UTC), file);
    }

    @Test
    void helpNamesEveryOptionAndNothingIsStarted() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();

        int status = DevIssuerMain.start(
                List.of("--port", "0", "--help"),
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8));

        assertThat(status).isZero();
        assertThat(out.toString(StandardCharsets.UTF_8))
                .contains("--port=PORT", "--address=ADDRESS", "--issuer=URL", "--key=FILE", "/operator/operator-1");
    }

    @ParameterizedTest
    @CsvSource({"--port 0", "--port x", "--port", "--what 1", "--issuer nowhere", "stray"})
    void anOptionThatCannotBeReadIsOneLine(String arguments) {
        ByteArrayOutputStream err = new ByteArrayOutputStream();

        int status = DevIssuerMain.start(
                List.of(arguments.split(" ", -1)),
                new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8));

        assertThat(status).isEqualTo(2);
        assertThat(err.toString(StandardCharsets.UTF_8).lines()).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({
        "localhost, 200",
        "LOCALHOST:1, 200",
        "127.0.0.1:9000, 200",
        "[::1]:9000, 200",
        "shop.example, 403",
        "127.0.0.1.shop.example:9000, 403",
        "127.0.0.1@shop.example, 403"
    })
    void onlyANameOfThisMachineGetsTokens(String host, int status) throws IOException {
        try (Socket socket =
                new Socket(InetAddress.getLoopbackAddress(), issuer.endpoint().getPort())) {
            socket.getOutputStream()
                    .write(("GET /operator/o HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));

            assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII))
                    .startsWith("HTTP/1.1 " + status);
        }
    }

    @Test
    void halfSentRequestsHoldNobodyUp() throws Exception {
        List<Socket> halves = new ArrayList<>();
        try {
            for (int i = 0; i < 200; i++) {
                Socket half = new Socket(
                        InetAddress.getLoopbackAddress(), issuer.endpoint().getPort());
                halves.add(half);
                half.getOutputStream()
                        .write((i % 2 == 0
                                        ? "GET /hea"
                                        : "POST /token HTTP/1.1\r\nHost: localhost\r\nContent-Length: 9\r\n\r\na")
                                .getBytes(StandardCharsets.US_ASCII));
            }

            assertThat(assertTimeoutPreemptively(Duration.ofSeconds(5), () -> get("/health"))
                            .statusCode())
                    .isEqualTo(200);
        } finally {
            for (Socket half : halves) {
                half.close();
            }
        }
    }

    private HttpResponse<String> get(String path) throws Exception {
        return http.send(HttpRequest.newBuilder(issuer.endpoint().resolve(path)).build(), BodyHandlers.ofString());
    }

    private HttpResponse<String> post(String form) throws Exception {
        return http.send(
                HttpRequest.newBuilder(issuer.endpoint().resolve("/token"))
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(BodyPublishers.ofString(form))
                        .build(),
                BodyHandlers.ofString());
    }
}
