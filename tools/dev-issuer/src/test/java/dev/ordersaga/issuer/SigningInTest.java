package dev.ordersaga.issuer;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.util.JSONObjectUtils;
import com.nimbusds.jwt.SignedJWT;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The authorization code flow, as a browser and the desk go through it. */
class SigningInTest {

    private static final String BACK = "http://127.0.0.1:8080/desk/signed-in";
    private static final String VERIFIER = "a-verifier-of-a-length-that-nobody-will-guess.1";

    private final HttpClient http = HttpClient.newHttpClient();
    private final TurningClock clock = new TurningClock();
    private final DevIssuer issuer;

    SigningInTest() throws IOException {
        issuer = DevIssuer.start(InetAddress.getLoopbackAddress(), 0, null, clock);
    }

    @AfterEach
    void end() {
        issuer.close();
    }

    @Test
    void whoeverClicksIsBelievedAndTheClientGetsAnIdTokenForIt() throws Exception {
        HttpResponse<String> page = get("/authorize?" + form(request()));
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.body()).contains("value=\"operator/operator-1\"").contains("customer-2");

        String code = codeOf(clicked(Map.of("person", "operator/operator-1")));
        HttpResponse<String> answer = post("/token", exchange(code, Map.of()));

        assertThat(answer.statusCode()).isEqualTo(200);
        Map<String, Object> tokens = JSONObjectUtils.parse(answer.body());
        SignedJWT id = SignedJWT.parse((String) tokens.get("id_token"));
        RSAKey key = (RSAKey) JWKSet.parse(get("/.well-known/jwks.json").body())
                .getKeyByKeyId(id.getHeader().getKeyID());
        assertThat(id.verify(new RSASSAVerifier(key))).isTrue();
        assertThat(id.getJWTClaimsSet().getIssuer()).isEqualTo(issuer.issuer());
        assertThat(id.getJWTClaimsSet().getSubject()).isEqualTo("operator-1");
        assertThat(id.getJWTClaimsSet().getAudience()).containsExactly("the-desk");
        assertThat(id.getJWTClaimsSet().getStringClaim("nonce")).isEqualTo("n-1");
        assertThat(id.getJWTClaimsSet().getStringListClaim("roles")).containsExactly("operator");
        assertThat(SignedJWT.parse((String) tokens.get("access_token"))
                        .getJWTClaimsSet()
                        .getAudience())
                .containsExactly("order-saga");
    }

    @Test
    void theClientIsToldTheStateItSentAndWhoseAnswerItIs() throws Exception {
        Map<String, String> told = toldAt(clicked(Map.of("subject", "ann", "role", "customer")));

        assertThat(told).containsEntry("state", "s&1").containsEntry("iss", encoded(issuer.issuer()));
    }

    @Test
    void aCodeIsGoodOnce() throws Exception {
        String code = codeOf(clicked(Map.of("person", "customer/customer-1")));

        assertThat(post("/token", exchange(code, Map.of())).statusCode()).isEqualTo(200);
        assertThat(errorOf(post("/token", exchange(code, Map.of())))).isEqualTo("invalid_grant");
    }

    @Test
    void aCodeIsGoodForAMinute() throws Exception {
        String code = codeOf(clicked(Map.of("person", "customer/customer-1")));
        clock.now = clock.now.plus(Codes.LIFETIME).plusMillis(1);

        assertThat(errorOf(post("/token", exchange(code, Map.of())))).isEqualTo("invalid_grant");
    }

    @ParameterizedTest
    @CsvSource({
        "client_id, another-client",
        "redirect_uri, http://127.0.0.1:8080/elsewhere",
        "redirect_uri, ''",
        "code_verifier, a-verifier-of-a-length-that-nobody-will-guess.2",
        "code_verifier, ''",
    })
    void aCodeIsGoodOnlyForItsClientAddressAndProofAndIsLostByATry(String field, String value) throws Exception {
        String code = codeOf(clicked(Map.of("person", "customer/customer-1")));

        assertThat(errorOf(post("/token", exchange(code, Map.of(field, value)))))
                .isEqualTo("invalid_grant");
        assertThat(errorOf(post("/token", exchange(code, Map.of())))).isEqualTo("invalid_grant");
    }

    @ParameterizedTest
    @CsvSource({
        "response_type, token, unsupported_response_type",
        "scope, email, invalid_scope",
        "code_challenge, '', invalid_request",
        "code_challenge_method, plain, invalid_request",
    })
    void whatTheClientAsksWronglyItIsToldAtItsAddress(String field, String value, String error) throws Exception {
        Map<String, String> request = request();
        request.put(field, value);

        assertThat(toldAt(get("/authorize?" + form(request))))
                .containsEntry("error", error)
                .containsEntry("state", "s&1");
    }

    @ParameterizedTest
    @CsvSource({
        "redirect_uri, https://example.com/",
        "redirect_uri, http://127.0.0.1@example.com/",
        "redirect_uri, javascript:alert(1)",
        "redirect_uri, http://127.0.0.1:8080/#there",
        "redirect_uri, ''",
        "client_id, ''",
    })
    void nobodyIsSentToAnAddressThatIsNotOfThisMachine(String field, String value) throws Exception {
        Map<String, String> request = request();
        request.put(field, value);

        HttpResponse<String> answer = get("/authorize?" + form(request));

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.headers().firstValue("Location")).isEmpty();
        assertThat(answer.body()).contains(field).doesNotContain("<script");
    }

    @Test
    void whoeverDoesNotWishToSignInIsSentBackWithThat() throws Exception {
        assertThat(toldAt(clicked(Map.of("cancel", "yes")))).containsEntry("error", "access_denied");
    }

    @Test
    void whatAClientCallsItselfIsShownAsText() throws Exception {
        Map<String, String> request = request();
        request.put("client_id", "<script>alert(1)</script>");

        assertThat(get("/authorize?" + form(request)).body())
                .contains("&lt;script&gt;alert(1)")
                .doesNotContain("<script");
    }

    @Test
    void itsPagesRunNoScriptAndLeadNowhereButBack() throws Exception {
        assertThat(get("/authorize?" + form(request())).headers().firstValue("Content-Security-Policy"))
                .hasValueSatisfying(policy -> assertThat(policy)
                        .contains("default-src 'none'")
                        .contains("form-action 'self' http://127.0.0.1:8080")
                        .doesNotContain("unsafe"));
    }

    @Test
    void signingOutLeadsBackToThisMachineOnly() throws Exception {
        HttpResponse<String> back = get("/logout?client_id=the-desk&state=x&post_logout_redirect_uri=" + encoded(BACK));
        assertThat(back.statusCode()).isEqualTo(303);
        assertThat(back.headers().firstValue("Location")).hasValue(BACK + "?state=x");

        assertThat(get("/logout?post_logout_redirect_uri=https%3A%2F%2Fexample.com")
                        .statusCode())
                .isEqualTo(400);
        assertThat(get("/logout").statusCode()).isEqualTo(200);
    }

    private static Map<String, String> request() {
        Map<String, String> request = new LinkedHashMap<>();
        request.put("response_type", "code");
        request.put("client_id", "the-desk");
        request.put("redirect_uri", BACK);
        request.put("scope", "openid");
        request.put("state", "s&1");
        request.put("nonce", "n-1");
        request.put("code_challenge", Codes.challengeOf(VERIFIER));
        request.put("code_challenge_method", "S256");
        return request;
    }

    private HttpResponse<String> clicked(Map<String, String> what) throws Exception {
        Map<String, String> form = request();
        form.putAll(what);
        return post("/authorize", form);
    }

    private static Map<String, String> exchange(String code, Map<String, String> other) {
        Map<String, String> form = new LinkedHashMap<>();
        form.put("grant_type", "authorization_code");
        form.put("code", code);
        form.put("client_id", "the-desk");
        form.put("redirect_uri", BACK);
        form.put("code_verifier", VERIFIER);
        form.putAll(other);
        return form;
    }

    private static String codeOf(HttpResponse<String> answer) {
        return String.valueOf(toldAt(answer).get("code"));
    }

    /** What the browser is sent back with. */
    private static Map<String, String> toldAt(HttpResponse<String> answer) {
        URI back = URI.create(answer.headers().firstValue("Location").orElseThrow());
        assertThat(answer.statusCode()).isEqualTo(303);
        assertThat(back.toString()).startsWith(BACK + "?");
        Map<String, String> told = new LinkedHashMap<>();
        for (String field : back.getRawQuery().split("&", -1)) {
            String[] pair = field.split("=", 2);
            told.put(pair[0], pair[0].equals("state") ? pair[1].replace("%26", "&") : pair[1]);
        }
        return told;
    }

    private static @Nullable Object errorOf(HttpResponse<String> answer) throws Exception {
        assertThat(answer.statusCode()).isEqualTo(400);
        return JSONObjectUtils.parse(answer.body()).get("error");
    }

    private HttpResponse<String> get(String path) throws Exception {
        return http.send(HttpRequest.newBuilder(issuer.endpoint().resolve(path)).build(), BodyHandlers.ofString());
    }

    private HttpResponse<String> post(String path, Map<String, String> form) throws Exception {
        return http.send(
                HttpRequest.newBuilder(issuer.endpoint().resolve(path))
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(BodyPublishers.ofString(form(form)))
                        .build(),
                BodyHandlers.ofString());
    }

    private static String form(Map<String, String> fields) {
        return fields.entrySet().stream()
                .map(field -> field.getKey() + "=" + encoded(field.getValue()))
                .collect(Collectors.joining("&"));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static final class TurningClock extends Clock {

        private volatile Instant now = Instant.parse("2030-01-01T00:00:00Z");

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }
}
