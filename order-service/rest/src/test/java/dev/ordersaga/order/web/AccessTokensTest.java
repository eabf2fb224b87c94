package dev.ordersaga.order.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.sun.net.httpserver.HttpServer;
import dev.ordersaga.order.access.TokenRoles;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtException;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AccessTokensTest {

    private static final Instant NOW = Instant.parse("2026-11-26T12:00:00Z");
    private static final String ISSUER = "https://issuer.example";

    private ECKey key;
    private HttpServer keys;
    private JwtDecoder tokens;

    @BeforeAll
    void start() throws IOException, JOSEException {
        key = new ECKeyGenerator(Curve.P_256).keyID("one").generate();
        byte[] jwks = new JWKSet(key.toPublicJWK()).toString().getBytes(StandardCharsets.UTF_8);
        keys = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        keys.createContext("/", exchange -> {
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, jwks.length);
            exchange.getResponseBody().write(jwks);
            exchange.close();
        });
        keys.start();
        tokens = AccessTokens.of(
                ISSUER,
                "http://127.0.0.1:" + keys.getAddress().getPort() + "/",
                "order-saga",
                Clock.fixed(NOW, ZoneOffset.UTC));
    }

    @AfterAll
    void stop() {
        keys.stop(0);
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"JWT", "at+jwt", "AT+JWT", "application/at+jwt"})
    void anAccessTokenMaySayThatItIsOne(@Nullable String type) {
        assertThat(tokens.decode(signed(type, claims())).getSubject()).isEqualTo("ada");
    }

    @Test
    void aTokenOfAnotherTypeIsNotBelieved() {
        refused(signed("logout+jwt", claims()));
    }

    @Test
    void aTokenThatNeverExpiresIsNotBelieved() {
        Map<String, Object> claims = claims();
        claims.remove("exp");

        refused(signed("JWT", claims));
    }

    /** Such as an access token of Cognito, which names the client that it was given to. */
    @Test
    void aTokenThatIsMeantForNobodyIsNotBelieved() {
        Map<String, Object> claims = claims();
        claims.remove("aud");
        claims.put("client_id", "order-saga");
        claims.put("token_use", "access");

        refused(signed("JWT", claims));
    }

    static Stream<Map.Entry<String, Object>> claimsOfAnotherForm() {
        return Stream.of(
                Map.entry("exp", "tomorrow"),
                Map.entry("exp", List.of(1)),
                Map.entry("nbf", Map.of()),
                Map.entry("iat", "yesterday"),
                Map.entry("iss", List.of(ISSUER)),
                Map.entry("iss", 5),
                Map.entry("aud", Map.of("order-saga", true)),
                Map.entry("aud", List.of(List.of("order-saga"))),
                Map.entry("sub", ""),
                Map.entry("cnf", "none"),
                Map.entry("cnf", Map.of("x5t#S256", 5)));
    }

    @ParameterizedTest
    @MethodSource("claimsOfAnotherForm")
    void aClaimOfAnotherFormMakesABadToken(Map.Entry<String, Object> claim) {
        Map<String, Object> claims = claims();
        claims.put(claim.getKey(), claim.getValue());

        try {
            tokens.decode(signed("JWT", claims));
        } catch (JwtException refused) {
            return; // and nothing else that could be thrown
        }
        assertThat(claim.getKey()).as("a claim that nobody reads").isIn("cnf", "iat", "nbf");
    }

    @ParameterizedTest
    @MethodSource("rolesOfAnotherForm")
    void onlyTextsAreRoles(Object roles, List<String> expected) {
        Map<String, Object> claims = claims();
        claims.put("roles", roles);

        Jwt token = tokens.decode(signed("JWT", claims));

        assertThat(new TokenRoles("roles").convert(token))
                .extracting(GrantedAuthority::getAuthority)
                .isEqualTo(expected);
    }

    static Stream<Arguments> rolesOfAnotherForm() {
        return Stream.of(
                Arguments.of(List.of(List.of("operator")), List.of()),
                Arguments.of(List.of("customer", 5), List.of("customer")),
                Arguments.of(Map.of("operator", true), List.of()),
                Arguments.of(5, List.of()),
                Arguments.of("customer operator", List.of("customer", "operator")),
                Arguments.of(List.of("", "operator"), List.of("operator")));
    }

    private void refused(String token) {
        assertThatExceptionOfType(JwtException.class).isThrownBy(() -> tokens.decode(token));
    }

    private static Map<String, Object> claims() {
        return new HashMap<>(Map.of(
                "iss",
                ISSUER,
                "aud",
                List.of("order-saga"),
                "sub",
                "ada",
                "exp",
                NOW.plusSeconds(60).getEpochSecond()));
    }

    private String signed(@Nullable String type, Map<String, Object> claims) {
        JWSHeader.Builder header = new JWSHeader.Builder(JWSAlgorithm.ES256).keyID("one");
        if (type != null) {
            header.type(new JOSEObjectType(type));
        }
        JWSObject token = new JWSObject(header.build(), new Payload(claims));
        try {
            token.sign(new ECDSASigner(key));
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
        return token.serialize();
    }
}
