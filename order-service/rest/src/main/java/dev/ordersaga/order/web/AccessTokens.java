package dev.ordersaga.order.web;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.springframework.http.client.SimpleClientHttpRequestFactory;
import org.springframework.security.oauth2.core.OAuth2TokenValidator;
import org.springframework.security.oauth2.jose.jws.SignatureAlgorithm;
import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtClaimNames;
import org.springframework.security.oauth2.jwt.JwtClaimValidator;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtException;
import org.springframework.security.oauth2.jwt.JwtIssuerValidator;
import org.springframework.security.oauth2.jwt.JwtTimestampValidator;
import org.springframework.security.oauth2.jwt.JwtTypeValidator;
import org.springframework.security.oauth2.jwt.JwtValidators;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;
import org.springframework.web.client.RestTemplate;

/**
 * Which access tokens are believed: signed by a key of the issuer, meant for us, naming a subject, and valid now. A token that
 * does not say when it expires is not (RFC 9068, 2.2); its type is {@code JWT} or {@code at+jwt} (RFC 9068, 2.1), or not told.
 */
final class AccessTokens {

    private AccessTokens() {}

    /**
     * Makes what decodes and judges them.
     *
     * @param issuer what the tokens call their issuer
     * @param keys where its JSON Web Key Set is; fetched when the first token comes, and kept
     * @param audience whom the tokens must be meant for
     */
    static JwtDecoder of(String issuer, String keys, String audience, Clock clock) {
        SimpleClientHttpRequestFactory timeouts = new SimpleClientHttpRequestFactory();
        timeouts.setConnectTimeout(Duration.ofSeconds(1));
        timeouts.setReadTimeout(Duration.ofSeconds(2));
        NimbusJwtDecoder decoder = NimbusJwtDecoder.withJwkSetUri(keys)
                .restOperations(new RestTemplate(timeouts))
                // Told by a validator, below.
                .validateType(false)
                .jwsAlgorithms(algorithms -> {
                    algorithms.add(SignatureAlgorithm.RS256);
                    algorithms.add(SignatureAlgorithm.ES256);
                })
                .build();
        decoder.setJwtValidator(rules(issuer, audience, clock));
        return new VerifiedTokens(onlyJwtExceptions(decoder), clock);
    }

    private static OAuth2TokenValidator<Jwt> rules(String issuer, String audience, Clock clock) {
        JwtTimestampValidator time = new JwtTimestampValidator();
        time.setAllowEmptyExpiryClaim(false);
        time.setClock(clock);
        JwtTypeValidator type = new JwtTypeValidator("JWT", "at+jwt", "application/at+jwt");
        type.setAllowEmpty(true);
        return JwtValidators.createDefaultWithValidators(List.<OAuth2TokenValidator<Jwt>>of(
                type,
                time,
                new JwtIssuerValidator(issuer),
                new JwtClaimValidator<List<String>>(
                        JwtClaimNames.AUD, meant -> meant != null && meant.contains(audience)),
                new JwtClaimValidator<String>(JwtClaimNames.SUB, subject -> subject != null && !subject.isBlank())));
    }

    /** A signed claim may have any form, and a form that a rule does not expect makes the token a bad one, not us. */
    private static JwtDecoder onlyJwtExceptions(JwtDecoder decoder) {
        return token -> {
            try {
                return decoder.decode(token);
            } catch (JwtException refused) {
                throw refused;
            } catch (RuntimeException unexpected) {
                throw new BadJwtException("a claim has another form than it should", unexpected);
            }
        };
    }
}
