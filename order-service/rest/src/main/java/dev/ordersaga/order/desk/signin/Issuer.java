package dev.ordersaga.order.desk.signin;

import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.core.ParameterizedTypeReference;
import org.springframework.http.client.SimpleClientHttpRequestFactory;
import org.springframework.http.converter.FormHttpMessageConverter;
import org.springframework.security.oauth2.client.endpoint.OAuth2AccessTokenResponseClient;
import org.springframework.security.oauth2.client.endpoint.OAuth2AuthorizationCodeGrantRequest;
import org.springframework.security.oauth2.client.endpoint.RestClientAuthorizationCodeTokenResponseClient;
import org.springframework.security.oauth2.client.http.OAuth2ErrorResponseErrorHandler;
import org.springframework.security.oauth2.client.oidc.authentication.OidcIdTokenValidator;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.client.registration.ClientRegistrationRepository;
import org.springframework.security.oauth2.client.registration.ClientRegistrations;
import org.springframework.security.oauth2.core.ClientAuthenticationMethod;
import org.springframework.security.oauth2.core.DelegatingOAuth2TokenValidator;
import org.springframework.security.oauth2.core.http.converter.OAuth2AccessTokenResponseHttpMessageConverter;
import org.springframework.security.oauth2.jose.jws.SignatureAlgorithm;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtTimestampValidator;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestClientException;
import org.springframework.web.client.RestTemplate;
import org.springframework.web.util.UriComponentsBuilder;

/**
 * The issuer at which people sign in, as it describes itself (OpenID Connect Discovery). It is asked when the first person signs
 * in, and not before: a start needs no issuer. What it said is kept.
 */
final class Issuer implements ClientRegistrationRepository {

    /** How the one registration is called, in the desk's own addresses. */
    static final String ID = "issuer";

    private static final ParameterizedTypeReference<Map<String, Object>> OBJECT = new ParameterizedTypeReference<>() {};

    /**
     * How the desk is known to the issuer.
     *
     * @param discovery where the issuer describes itself
     * @param token where codes are exchanged, empty for what the issuer says; another where the desk reaches it by another name
     * @param keys where its keys are, as this process reaches it
     * @param secret empty for a public client, which a proof key is enough for
     */
    record Settings(String issuer, String discovery, String token, String keys, String clientId, String secret) {}

    private final Settings settings;
    private final RestClient http;
    private volatile @Nullable ClientRegistration known;
    private volatile @Nullable JwtDecoder idTokens;

    Issuer(Settings settings) {
        this.settings = settings;
        this.http = RestClient.builder().requestFactory(requests()).build();
    }

    /** @throws IssuerAway when it does not describe itself */
    ClientRegistration registration() {
        ClientRegistration kept = known;
        if (kept != null) {
            return kept;
        }
        ClientRegistration.Builder described;
        try {
            Map<String, Object> configuration =
                    http.get().uri(URI.create(settings.discovery())).retrieve().body(OBJECT);
            if (configuration == null || !settings.issuer().equals(configuration.get("issuer"))) {
                throw new IssuerAway("it describes itself as another issuer", null);
            }
            described = ClientRegistrations.fromOidcConfiguration(configuration);
        } catch (RestClientException | IllegalArgumentException | IllegalStateException away) {
            throw new IssuerAway("it does not describe itself", away);
        }
        described
                .registrationId(ID)
                .clientId(settings.clientId())
                .redirectUri("{baseUrl}" + SignInConfiguration.SIGNED_IN)
                .scope("openid")
                .jwkSetUri(settings.keys())
                // Who signed in, and in which roles, the ID token says.
                .userInfoUri(null);
        if (!settings.token().isEmpty()) {
            described.tokenUri(settings.token());
        }
        if (settings.secret().isEmpty()) {
            described.clientAuthenticationMethod(ClientAuthenticationMethod.NONE);
        } else {
            described
                    .clientAuthenticationMethod(ClientAuthenticationMethod.CLIENT_SECRET_BASIC)
                    .clientSecret(settings.secret());
        }
        ClientRegistration registration = described.build();
        known = registration;
        return registration;
    }

    @Override
    public @Nullable ClientRegistration findByRegistrationId(String id) {
        return id.equals(ID) ? registration() : null;
    }

    /**
     * Where a browser signs out at the issuer. No token is in it (RP-Initiated Logout 1.0, section 2, allows the client's id
     * instead); Cognito calls the way back {@code logout_uri}.
     *
     * @return empty when the issuer does not say where, or is away
     */
    Optional<URI> signOut(String wayBack) {
        try {
            Object where = registration()
                    .getProviderDetails()
                    .getConfigurationMetadata()
                    .get("end_session_endpoint");
            return Optional.ofNullable(where)
                    .map(address -> UriComponentsBuilder.fromUriString(address.toString())
                            .queryParam("client_id", "{client}")
                            .queryParam("post_logout_redirect_uri", "{back}")
                            .queryParam("logout_uri", "{back}")
                            .encode()
                            .buildAndExpand(Map.of("client", settings.clientId(), "back", wayBack))
                            .toUri());
        } catch (IssuerAway away) {
            return Optional.empty();
        }
    }

    /** Reads ID tokens of this issuer that are meant for the desk and valid now (OpenID Connect Core, section 3.1.3.7). */
    JwtDecoder idTokens(ClientRegistration registration) {
        JwtDecoder kept = idTokens;
        if (kept != null) {
            return kept;
        }
        NimbusJwtDecoder decoder = NimbusJwtDecoder.withJwkSetUri(settings.keys())
                .restOperations(new RestTemplate(requests()))
                .jwsAlgorithms(algorithms -> {
                    algorithms.add(SignatureAlgorithm.RS256);
                    algorithms.add(SignatureAlgorithm.ES256);
                })
                .build();
        decoder.setJwtValidator(new DelegatingOAuth2TokenValidator<Jwt>(
                new JwtTimestampValidator(), new OidcIdTokenValidator(registration)));
        idTokens = decoder;
        return decoder;
    }

    /** Exchanges codes for tokens (RFC 6749, section 4.1.3). */
    static OAuth2AccessTokenResponseClient<OAuth2AuthorizationCodeGrantRequest> codes() {
        RestClientAuthorizationCodeTokenResponseClient client = new RestClientAuthorizationCodeTokenResponseClient();
        client.setRestClient(RestClient.builder()
                .requestFactory(requests())
                .configureMessageConverters(converters -> converters
                        .addCustomConverter(new FormHttpMessageConverter())
                        .addCustomConverter(new OAuth2AccessTokenResponseHttpMessageConverter()))
                .defaultStatusHandler(new OAuth2ErrorResponseErrorHandler())
                .build());
        return client;
    }

    private static SimpleClientHttpRequestFactory requests() {
        SimpleClientHttpRequestFactory requests = new SimpleClientHttpRequestFactory();
        requests.setConnectTimeout(Duration.ofSeconds(1));
        requests.setReadTimeout(Duration.ofSeconds(3));
        return requests;
    }
}
