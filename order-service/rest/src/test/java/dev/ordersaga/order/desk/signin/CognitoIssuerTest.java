package dev.ordersaga.order.desk.signin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.sun.net.httpserver.HttpServer;
import dev.ordersaga.order.access.TokenRoles;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.core.ClientAuthenticationMethod;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtException;

/**
 * An issuer that describes itself as a user pool of Amazon Cognito does: its keys stand below the issuer, where people sign in and out stands
 * at the pool's domain, its access tokens name a client and no audience.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CognitoIssuerTest {

    private static final String CLIENT = "1h57kf5cpq17m0eml12EXAMPLE";
    private static final String DOMAIN = "https://shop.auth.eu-west-1.amazoncognito.com";

    private HttpServer pool;
    private RSAKey key;
    private String address;
    private Issuer issuer;

    @BeforeAll
    void start() throws IOException, JOSEException {
        key = new RSAKeyGenerator(2048).keyID("pool-key").generate();
        pool = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        address = "http://127.0.0.1:" + pool.getAddress().getPort() + "/eu-west-1_EXAMPLE";
        serve("/eu-west-1_EXAMPLE/.well-known/openid-configuration", """
                {"authorization_endpoint":"%1$s/oauth2/authorize","end_session_endpoint":"%1$s/logout",
                 "id_token_signing_alg_values_supported":["RS256"],"issuer":"%2$s","jwks_uri":"%2$s/.well-known/jwks.json",
                 "response_types_supported":["code","token"],"revocation_endpoint":"%1$s/oauth2/revoke",
                 "scopes_supported":["openid","email","phone","profile"],"subject_types_supported":["public"],
                 "token_endpoint":"%1$s/oauth2/token",
                 "token_endpoint_auth_methods_supported":["client_secret_basic","client_secret_post"],
                 "userinfo_endpoint":"%1$s/oauth2/userInfo"}
                """.formatted(DOMAIN, address));
        serve("/eu-west-1_EXAMPLE/.well-known/jwks.json", new JWKSet(key.toPublicJWK()).toString());
        pool.start();
        issuer = new Issuer(new Issuer.Settings(
                address,
                address + "/.well-known/openid-configuration",
                "",
                address + "/.well-known/jwks.json",
                CLIENT,
                ""));
    }

    @AfterAll
    void stop() {
        pool.stop(0);
    }

    @Test
    void peopleSignInAtThePoolsDomainWithAProofKeyAndNoSecret() {
        ClientRegistration registration = issuer.registration();

        assertThat(registration.getProviderDetails().getAuthorizationUri()).isEqualTo(DOMAIN + "/oauth2/authorize");
        assertThat(registration.getProviderDetails().getTokenUri()).isEqualTo(DOMAIN + "/oauth2/token");
        assertThat(registration.getClientAuthenticationMethod()).isEqualTo(ClientAuthenticationMethod.NONE);
        assertThat(registration.getScopes()).containsExactly("openid");
    }

    @Test
    void peopleSignOutThereByTheClientsIdAndTheWayBackAsCognitoCallsIt() {
        URI out = issuer.signOut("https://desk.example/desk/signed-out").orElseThrow();

        assertThat(out.toString()).startsWith(DOMAIN + "/logout?client_id=" + CLIENT);
        assertThat(out.getRawQuery())
                .contains("logout_uri=https%3A%2F%2Fdesk.example%2Fdesk%2Fsigned-out")
                .doesNotContain("redirect_uri=https%3A%2F%2Fdesk.example%2Fdesk%2Fsigned-in", "token");
    }

    @Test
    void whoSomebodyIsAndWhatTheyMayDoTheIdTokenSays() throws JOSEException {
        Jwt token = issuer.idTokens(issuer.registration())
                .decode(signed(Map.of("token_use", "id", "aud", CLIENT, "cognito:groups", List.of("operator"))));

        assertThat(token.getSubject()).isEqualTo("7d8ca528-4931-4254-9273-ea5ee853f271");
        assertThat(new TokenRoles("cognito:groups").convert(token))
                .extracting(GrantedAuthority::getAuthority)
                .containsExactly("operator");
    }

    @Test
    void whoeverIsInNoGroupHasNoRole() throws JOSEException {
        Jwt token = issuer.idTokens(issuer.registration()).decode(signed(Map.of("token_use", "id", "aud", CLIENT)));

        assertThat(new TokenRoles("cognito:groups").convert(token)).isEmpty();
    }

    @Test
    void anAccessTokenIsNoIdToken() throws JOSEException {
        String access = signed(Map.of(
                "token_use", "access", "client_id", CLIENT, "scope", "openid", "cognito:groups", List.of("operator")));

        assertThatExceptionOfType(JwtException.class)
                .isThrownBy(() -> issuer.idTokens(issuer.registration()).decode(access));
    }

    private String signed(Map<String, Object> claims) throws JOSEException {
        Map<String, Object> all = new HashMap<>(claims);
        long now = Instant.now().getEpochSecond();
        all.put("iss", address);
        all.put("sub", "7d8ca528-4931-4254-9273-ea5ee853f271");
        all.put("auth_time", now);
        all.put("iat", now);
        all.put("exp", now + 3600);
        all.put("jti", "a1b2c3");
        JWSObject token = new JWSObject(
                new JWSHeader.Builder(JWSAlgorithm.RS256).keyID(key.getKeyID()).build(), new Payload(all));
        token.sign(new RSASSASigner(key));
        return token.serialize();
    }

    private void serve(String path, String json) {
        byte[] body = json.getBytes(StandardCharsets.UTF_8);
        pool.createContext(path, exchange -> {
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
    }
}
